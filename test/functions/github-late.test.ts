import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRelease } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import {
  type GithubWorld,
  hour,
  minute,
  notes,
  otherMinor,
  pollFor,
  startGithubWorld,
  wholeNotes as whole,
} from './github-notes.ts';
import { watched } from './world.ts';

const day = 24 * hour;
const tag = 'v20240817';
/** As if containerd had not moved. */
const harmless = (body: string) => body.replaceAll('1.7.20-1', '1.7.11-1');

let world: GithubWorld;
let context: GithubWorld['context'];
beforeEach(async () => {
  world = await startGithubWorld();
  context = world.watching();
  world.show('v20240729');
  await world.poll(context);
  world.show(tag);
});
afterEach(() => world.stop());

const publish = (body: string) => world.github.publish(tag, { name: `AMI Release ${tag}`, body });
const stored = async () => (await readRelease(context.table, context.stream, tag))?.value;
const report = async () =>
  (await latestReports(context.table, context.stream, 5)).find(({ release }) => release === tag);
const live = (milliseconds: number) => pollFor(world, context, milliseconds);

test('notes that come after they were given up are followed up once', async () => {
  const { heard: without } = await live(2 * hour);
  expect(without).toMatchObject([{ kind: 'new-release', status: 'detected' }]);
  world.advance(2 * day);
  await world.poll(context);
  expect(await world.received()).toMatchObject([{ kind: 'details-unavailable' }]);
  publish(whole);
  const { heard } = await live(7 * hour);
  expect(heard).toMatchObject([{ kind: 'details-came', severity: 'breaking', status: 'detailed' }]);
  expect((await live(day)).heard).toEqual([]);
});

describe('notes that leave out tracks', () => {
  const unknown = watched.filter((track) => track.endsWith('/1.29'));

  test('name them in the report, are asked for soon again, and the rest is told when it brings something', async () => {
    // What the other minor does is harmless at first sight.
    publish(harmless(notes));
    await world.poll(context);
    expect(await world.received()).toMatchObject([{ severity: 'behaviour' }]);
    expect((await report())?.problems).toMatchObject([{ kind: 'tracks-without-packages' }]);
    world.advance(5 * minute);
    await world.poll(context);
    expect(world.github.requests()).toHaveLength(2);
    publish(`${harmless(notes)}\n${otherMinor}`);
    const { heard } = await live(hour);
    expect(heard).toMatchObject([
      {
        kind: 'new-finding',
        severity: 'breaking',
        headline: expect.stringMatching(/^More is known now: 2 known behaviour changes in, act/),
      },
    ]);
    expect(heard[0]?.findings[0]?.tracks).toEqual(unknown);
    expect((await report())?.problems).toEqual([]);
  });

  test('say nothing more when the rest brings nothing of note', async () => {
    publish(harmless(notes));
    await world.poll(context);
    await world.received();
    publish(harmless(whole));
    expect(await live(hour)).toEqual({ heard: [], problems: [] });
    expect((await report())?.problems).toEqual([]);
    expect(await stored()).not.toHaveProperty('incomplete');
  });
});
