import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReleases, readHeads } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { queryItems } from '../../shared/aws/table.ts';
import { readWatch } from '../../shared/aws/watch-state.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { mortal, timeless } from './mortal.ts';
import { pin, valueIn } from './pinned.ts';
import { startWorld, type World, watched } from './world.ts';

const newcomers: readonly Track[] = ['AL2_x86_64/1.31', 'AL2023_x86_64_STANDARD/1.31'];
const tracks = watched.slice(0, 3);

let world: World;
beforeEach(async () => {
  world = await start();
});
afterEach(() => world.stop());

const start = () =>
  startWorld({ tracks, backfills: true, discovery: { region: 'us-east-1', dropEnded: true } });

/** A deployment with a past, a new minor half a day later, and a release that both have. */
const story: readonly (() => void)[] = [
  () => {
    world.show('v20240729', 'us-east-1', tracks);
    for (const track of tracks) pin(world, track, 'v20240703');
  },
  () => {
    world.advance(12 * 3_600_000);
    for (const track of newcomers) world.put(track, valueIn(track, 'v20240729'));
  },
  () => world.show('v20240817', 'us-east-1', tracks),
];

/** What people have heard after each step. */
const expected = [
  [],
  ['eks-amazon-linux/v20240729/new-track'],
  ['eks-amazon-linux/v20240729/new-track', 'eks-amazon-linux/v20240817/new-release'],
];

/** Lives so many steps of the story, dying before one call of the last one's first poll, and carrying on until nothing is left. */
async function live(steps: number, call?: number) {
  const life = mortal(world.context);
  const announcements = new Map<string, unknown>();
  let calls = 0;
  for (const [index, happen] of story.slice(0, steps).entries()) {
    happen();
    life.dieBefore(index === steps - 1 ? call : undefined);
    await world.poll().catch(() => undefined);
    calls = life.calls();
    life.dieBefore(undefined);
    for (let more = 0; more < 2; more += 1) {
      world.advance(60_000);
      expect((await world.poll()).problems).toEqual([]);
    }
    for (const announcement of await world.received()) {
      const earlier = announcements.get(announcement.id);
      if (earlier !== undefined) expect(announcement).toEqual(earlier);
      announcements.set(announcement.id, announcement);
    }
  }
  const { stream, table } = world.context;
  const left = {
    announcements: [...announcements],
    reports: await latestReports(table, stream, 20),
    open: await openReleases(table, stream),
    heads: (await readHeads(table, 'us-east-1'))?.value,
    watch: (await readWatch(table, stream)).value,
    pinned: await queryItems(table, `IMAGES#${stream}#v20240703`),
  };
  return { calls, ids: [...announcements.keys()], left };
}

describe('a poll that dies while it finds tracks and their past is carried on by the next one', () => {
  test.each([1, 2, 3])(
    'between any two calls of AWS of step %i: nothing is missing, nothing differs',
    async (steps) => {
      const whole = await live(steps);
      expect(whole.ids).toEqual(expected[steps - 1]);
      expect(whole.left.open).toEqual([]);
      expect(whole.left.watch.discovered?.news).toEqual([]);
      expect(whole.calls).toBeGreaterThan(10);
      for (let call = 1; call <= whole.calls; call += 1) {
        await world.stop();
        world = await start();
        const { ids, left } = await live(steps, call);
        const where = `before call ${call} of ${whole.calls}`;
        expect(ids, where).toEqual(expected[steps - 1]);
        expect(timeless(left), where).toBe(timeless(whole.left));
      }
    },
    120_000,
  );

  test('two polls at once tell the same story', async () => {
    const ids = new Set<string>();
    for (const happen of story) {
      happen();
      await Promise.all([world.poll(), world.poll()]);
      for (let more = 0; more < 2; more += 1) await world.poll();
      for (const { id } of await world.received()) ids.add(id);
    }
    expect([...ids]).toEqual(expected.at(-1));
  });
});
