import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { readRelease } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import {
  type GithubWorld,
  hour,
  notes,
  pollFor,
  startGithubWorld,
  wholeNotes as whole,
} from './github-notes.ts';

const day = 24 * hour;
const tag = 'v20240817';
const name = `AMI Release ${tag}`;

/** As if AWS had first written down the containerd of the release before. */
const mistaken = whole.replaceAll('1.7.20-1', '1.7.11-1');

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

const publish = (body: string, title = name) => world.github.publish(tag, { name: title, body });
const stored = async () => (await readRelease(context.table, context.stream, tag))?.value;
const report = async () =>
  (await latestReports(context.table, context.stream, 5)).find(({ release }) => release === tag);
const live = (milliseconds: number) => pollFor(world, context, milliseconds);
const asked = () => world.github.requests().length;

describe('notes that were read are asked for again', () => {
  test('by the hour, then by the quarter of a day, then by the day, for thirty days; and cost nothing in between', async () => {
    publish(whole);
    await world.poll(context);
    const requests = countRequests(context.table);
    const looks: number[] = [];
    for (let hours = 1; hours <= 32 * 24; hours += hours < 24 ? 1 : 3) {
      world.advance(hours <= 24 ? hour : 3 * hour);
      const before = asked();
      requests.reset();
      expect((await world.poll(context)).problems).toEqual([]);
      if (asked() > before) looks.push(hours);
      // The poll after thirty days ends the watch.
      else if (hours !== 30 * 24) expect(requests.counts()).toEqual({ GetItem: 1, Query: 1 });
    }
    expect(looks.filter((at) => at <= 24)).toHaveLength(24);
    expect(looks.filter((at) => at > 24 && at <= 7 * 24)).toHaveLength(6 * 4);
    expect(looks.filter((at) => at > 7 * 24)).toHaveLength(22);
    expect(looks.at(-1)).toBe(29 * 24);
    expect(
      world.github
        .requests()
        .slice(1)
        .every(({ headers }) => headers['if-none-match']),
    ).toBe(true);
    expect((await world.received()).map(({ kind }) => kind)).toEqual(['new-release']);
  }, 120_000);

  test('but not those of the recorded history, which never change', async () => {
    await live(2 * hour);
    expect(world.github.requests().every(({ path }) => path.endsWith(tag))).toBe(true);
  });
});

describe('an edit', () => {
  test('of a version is told once, says what changed, and is in the report', async () => {
    publish(mistaken);
    await world.poll(context);
    expect(await world.received()).toMatchObject([{ kind: 'new-release', severity: 'behaviour' }]);
    publish(whole);
    const { heard, problems } = await live(3 * hour);
    expect(problems).toEqual([]);
    expect(heard).toMatchObject([
      {
        id: `eks-amazon-linux/${tag}/new-finding`,
        severity: 'breaking',
        headline:
          'Corrected by AWS: containerd 1.7.11 → 1.7.20: 2 known behaviour changes in, act before your nodes roll',
      },
    ]);
    expect(heard[0]?.findings).toHaveLength(3);
    expect(await report()).toMatchObject({ severity: 'breaking' });
    expect(await stored()).toMatchObject({ edits: 1 });
    expect(await stored()).not.toHaveProperty('replaced');

    publish(mistaken);
    const back = await live(2 * hour);
    expect(back.heard).toMatchObject([
      {
        id: `eks-amazon-linux/${tag}/new-finding/2`,
        severity: 'behaviour',
        headline:
          'Corrected by AWS: no containerd 1.7.11 → 1.7.20: 2 known behaviour changes not in it after all',
      },
    ]);
    publish(whole);
    expect((await live(2 * hour)).heard).toMatchObject([{ id: `eks-amazon-linux/${tag}/new-finding/3` }]);
  });

  test('of words alone is told to nobody, and is read once', async () => {
    publish(whole);
    await world.poll(context);
    const before = await stored();
    publish(`${whole}\n> [!NOTE]\n> Mind the gap.\n`);
    const { heard, problems } = await live(3 * hour);
    expect([heard.map(({ kind }) => kind), problems]).toEqual([['new-release'], []]);
    const after = await stored();
    expect(after?.details?.hash).not.toBe(before?.details?.hash);
    expect(after?.edits).toBeUndefined();
  });

  test('that adds a warning is told once, and words around it are not', async () => {
    publish(whole);
    await world.poll(context);
    expect(await world.received()).toHaveLength(1);
    const warned = `${whole}\n> [!WARNING]\n> Mind the gap.\n`;
    publish(warned);
    const { heard, problems } = await live(3 * hour);
    expect(problems).toEqual([]);
    expect(heard).toMatchObject([
      {
        id: `eks-amazon-linux/${tag}/new-finding`,
        headline:
          "Corrected by AWS: AWS's warning callout in its release notes, which nobody has reviewed yet: read it before your nodes roll",
      },
    ]);
    publish(`${warned}\nAnd the doors.\n`);
    expect((await live(2 * hour)).heard).toEqual([]);
  });

  test.each([
    ['loses its tables', 'Images are on their way.'],
    ['loses some of them', notes],
    ['is garbage', '</table>\u0000'.repeat(50)],
  ])('that %s replaces nothing, and is a problem once', async (_, body) => {
    publish(whole);
    await world.poll(context);
    const before = await stored();
    publish(body);
    const { heard, problems } = await live(3 * hour);
    expect(heard.map(({ kind }) => kind)).toEqual(['new-release']);
    expect(problems).toMatchObject([{ kind: 'notes-lost-packages', subject: tag }]);
    expect((await stored())?.details).toEqual(before?.details);
    publish(whole);
    expect(await live(2 * hour)).toEqual({ heard: [], problems: [] });
  });

  test.each([
    ['are emptied', () => publish('')],
    ['are gone', () => world.github.remove(tag)],
  ])('notes that %s stay known, and that is a problem once', async (_, remove) => {
    publish(whole);
    await world.poll(context);
    const before = await stored();
    remove();
    const { heard, problems } = await live(4 * hour);
    expect(heard.map(({ kind }) => kind)).toEqual(['new-release']);
    expect(problems).toMatchObject([{ kind: 'notes-gone', subject: tag }]);
    expect((await stored())?.details).toEqual(before?.details);
    publish(whole);
    expect(await live(2 * hour)).toEqual({ heard: [], problems: [] });
  });

  test('before people heard of the release is in what they hear', async () => {
    publish(mistaken);
    const deaf = { ...context, topicArn: 'arn:aws:sns:us-east-1:000000000000:gone' };
    expect((await world.poll(deaf)).failed).toBe(true);
    publish(whole);
    const { heard } = await live(2 * hour);
    // The announcement was kept as it was first made; what was wrong with it follows.
    expect(heard.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['new-release', 'behaviour'],
      ['new-finding', 'breaking'],
    ]);
  });
});

test('a later version whose recorded history has the release goes on asking for edits', async () => {
  publish(mistaken);
  await world.poll(context);
  context = { ...context, documents: [findRecordedRelease, ...context.documents] };
  const { heard, problems } = await live(2 * hour);
  expect([heard.map(({ kind }) => kind), problems]).toEqual([['new-release'], []]);
  expect((await stored())?.details?.source).toBe('release-notes');
  publish(whole);
  expect((await live(2 * hour)).heard).toMatchObject([{ kind: 'new-finding' }]);
});

describe('a title', () => {
  test.each(['Recalled', 'ABANDONED'])('that says [%s] later takes the release back', async (mark) => {
    publish(whole);
    await world.poll(context);
    await world.received();
    publish(whole, `[${mark}] ${name}`);
    const { heard, problems } = await live(2 * hour);
    expect(problems).toEqual([]);
    expect(heard).toMatchObject([{ kind: 'withdrawn', status: 'withdrawn' }]);
    publish(whole);
    const lifted = await live(2 * hour);
    expect(lifted.heard).toEqual([]);
    expect(lifted.problems).toMatchObject([{ kind: 'recall-lifted', subject: tag }]);
    expect((await stored())?.status).toBe('withdrawn');
  });

  test('takes back a release whose details never came', async () => {
    await live(2 * hour);
    world.advance(2 * day);
    await world.poll(context);
    expect((await stored())?.status).toBe('details-unavailable');
    await world.received();
    publish('', `[Recalled] ${name}`);
    expect((await live(7 * hour)).heard).toMatchObject([{ kind: 'withdrawn' }]);
  });
});
