import { afterEach, describe, expect, test } from 'vitest';
import type { PollContext } from '../../functions/poll/context.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { openReleases } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { type GithubWorld, hour, minute, startGithubWorld, wholeNotes } from './github-notes.ts';
import { mortal, timeless } from './mortal.ts';
import { startWorld, type World, watched } from './world.ts';

/** What happens in a world, a poll after each step, and what people hear of it. */
interface Story<W extends World> {
  readonly start: () => Promise<W>;
  readonly context: (world: W) => PollContext;
  readonly steps: readonly ((world: W) => void)[];
  readonly expected: readonly string[];
  /** The first step that a poll dies in; what comes before it is another story's. */
  readonly diesFrom: number;
  /** Releases that are still to be asked for in the end. */
  readonly open: readonly ReleaseTag[];
}

const show = (release: ReleaseTag) => (world: World) => world.show(release);

/** A release, its successor that takes things back, a return to the release before, and the next good one. */
const comings: Story<World> = {
  start: startWorld,
  context: ({ describing }) => describing,
  steps: (['v20240729', 'v20240817', 'v20240828', 'v20240817', 'v20241011'] as const).map(show),
  diesFrom: 0,
  expected: [
    'v20240817/new-release',
    'v20240828/new-release',
    'v20240828/withdrawn',
    'v20241011/new-release',
  ],
  open: [],
};

const published = (body: string, mark = '') => ({ name: `${mark}AMI Release v20240817`, body });

/** Notes that are wrong, corrected and taken back, while some tracks go back one after the other. */
const edits: Story<GithubWorld> = {
  start: startGithubWorld,
  context: (world) => world.watching(),
  steps: [
    show('v20240729'),
    (world) => {
      world.github.publish('v20240817', published(wholeNotes.replaceAll('1.7.20-1', '1.7.11-1')));
      world.show('v20240817');
    },
    (world) => {
      world.github.publish('v20240817', published(wholeNotes));
      world.advance(hour);
      world.show('v20240729', 'us-east-1', watched.slice(0, 1));
    },
    (world) => {
      world.advance(2 * hour);
      world.show('v20240729', 'us-east-1', watched.slice(1, 3));
    },
    (world) => {
      world.github.publish('v20240817', published(wholeNotes, '[Recalled] '));
      world.advance(hour);
    },
  ],
  diesFrom: 2,
  expected: [
    'v20240817/new-release',
    'v20240817/new-finding',
    'v20240817/rolled-back',
    'v20240817/rolled-back/2',
    'v20240817/withdrawn',
  ],
  open: ['v20240817'],
};

interface Outcome {
  readonly announcements: ReadonlyMap<string, Announcement>;
  readonly reports: unknown;
  readonly open: readonly ReleaseTag[];
}

let world: World | undefined;
afterEach(() => world?.stop());

/** Lives the story, dying before one call of one step's poll, and polling again after that. */
async function live<W extends World>(
  { context, start, steps }: Story<W>,
  step?: number,
  call?: number,
): Promise<Outcome & { calls: readonly number[] }> {
  await world?.stop();
  const mine = await start();
  world = mine;
  const life = mortal(context(mine));
  const announcements = new Map<string, Announcement>();
  const calls: number[] = [];
  for (const [index, happen] of steps.entries()) {
    happen(mine);
    life.dieBefore(index === step ? call : undefined);
    await mine.poll(life.context).catch(() => undefined);
    calls.push(life.calls());
    life.dieBefore(undefined);
    if (index === step) {
      mine.advance(5 * minute);
      await mine.poll(life.context);
    }
    for (const announcement of await mine.received()) {
      const earlier = announcements.get(announcement.id);
      // A repeat says the very same words.
      if (earlier !== undefined) expect(announcement).toEqual(earlier);
      announcements.set(announcement.id, announcement);
    }
  }
  const reports = await latestReports(mine.context.table, 'eks-amazon-linux', 20);
  const open = await openReleases(mine.context.table, 'eks-amazon-linux');
  return { announcements, reports, open, calls };
}

const ids = (names: readonly string[]) => names.map((name) => `eks-amazon-linux/${name}`);

async function dieEverywhere<W extends World>(story: Story<W>): Promise<number> {
  const whole = await live(story);
  expect([...whole.announcements.keys()]).toEqual(ids(story.expected));
  expect(whole.open).toEqual(story.open);
  let deaths = 0;
  for (const [step, calls] of whole.calls.entries()) {
    for (let call = 1; step >= story.diesFrom && call <= calls; call++) {
      const { announcements, open, reports } = await live(story, step, call);
      const where = `step ${step}, before call ${call} of ${calls}`;
      expect([...announcements.keys()], where).toEqual(ids(story.expected));
      expect(timeless([...announcements.values()]), where).toBe(timeless([...whole.announcements.values()]));
      expect(timeless({ open, reports }), where).toBe(timeless({ open: whole.open, reports: whole.reports }));
      deaths += 1;
    }
  }
  return deaths;
}

describe('a poll that dies is carried on by the next one', () => {
  test('between any two calls of AWS: nothing is missing, nothing differs', async () => {
    expect(await dieEverywhere(comings)).toBeGreaterThan(50);
  }, 400_000);

  test('also where notes are edited and tracks go back', async () => {
    expect(await dieEverywhere(edits)).toBeGreaterThan(30);
  }, 400_000);

  test.each([
    ['comings and goings', comings],
    ['edits', edits],
  ])('two polls at once tell the same story: %s', async (_, story) => {
    const told = story as Story<World>;
    const both = await told.start();
    world = both;
    const heard = new Set<string>();
    for (const happen of told.steps) {
      happen(both);
      await Promise.all([both.poll(told.context(both)), both.poll(told.context(both))]);
      both.advance(5 * minute);
      await both.poll(told.context(both));
      for (const { id } of await both.received()) heard.add(id);
    }
    expect([...heard]).toEqual(ids(story.expected));
    expect(await openReleases(both.context.table, 'eks-amazon-linux')).toEqual(story.open);
  });
});
