import { expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { recordOf } from '../../shared/history/record-of.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { valueIn } from './pinned.ts';
import { regions, startWorld, type World } from './world.ts';

function tracksOf(release: ReleaseTag): readonly Track[] {
  const record = recordOf(release);
  return record === undefined ? [] : readRecord(record).facts.images.map(({ track }) => track);
}

async function inWorld<T>(
  context: Parameters<typeof startWorld>[0],
  use: (world: World) => Promise<T>,
): Promise<T> {
  const world = await startWorld(context);
  try {
    return await use(world);
  } finally {
    await world.stop();
  }
}

test('finding tracks costs one read more in all, and dropped minors save calls', async () => {
  const discovery = { region: 'us-east-1', dropEnded: true };
  const tracks = tracksOf('v20240817');
  const ended: readonly Track[] = [10, 11, 12, 13, 14, 15, 16, 17].map(
    (minor): Track => `AL2_x86_64/1.${minor}`,
  );
  await inWorld({ regions: [...regions], discovery, backfills: true, tracks }, async (world) => {
    for (const region of regions) {
      for (const track of ended) world.put(track, valueIn(track, 'v20191119'), region);
      for (const release of ['v20240703', 'v20240729', 'v20240817'] as const) {
        world.show(release, region, tracks);
        await world.poll();
      }
    }
    for (let poll = 0; poll < 2 * regions.length; poll += 1) {
      world.advance(300_000);
      expect((await world.poll()).failed).toBe(false);
    }
    const requests = countRequests(world.context.table);
    const before = world.ssm.calls();
    expect(await world.poll()).toMatchObject({ failed: false, releases: [] });
    expect(Math.ceil((tracks.length + ended.length) / 10)).toBeGreaterThan(Math.ceil(tracks.length / 10));
    expect(world.ssm.calls() - before).toBe(Math.ceil(tracks.length / 10) * regions.length);
    expect(requests.counts()).toEqual({ GetItem: regions.length + 1, Query: 1 });
  });
});

/** No AMI of these exists: SSM names them as invalid, at the price of any other name. */
const nonexistent: readonly Track[] = ['AL2_x86_64/1.98', 'AL2_x86_64/1.99'];

test.each([
  { names: 1, calls: 1 },
  { names: 10, calls: 1 },
  { names: 11, calls: 2 },
  { names: 27, calls: 3 },
])(
  'an unchanged poll of $names names costs $calls calls and a read in each Region, and writes nothing',
  async ({ names, calls }) => {
    const shown = tracksOf('v20240729').slice(0, Math.max(1, names - nonexistent.length));
    const tracks = [...shown, ...nonexistent].slice(0, names);
    await inWorld({ regions: [...regions], tracks }, async (world) => {
      const poll = () => world.poll(world.describing);
      const requests = countRequests(world.context.table);
      for (const release of ['v20240729', 'v20240817'] as const) {
        requests.reset();
        for (const region of regions) world.show(release, region, shown);
        expect(await poll()).toMatchObject({ failed: false, releases: [{ release }] });
        expect(requests.counts()['PutItem'], 'the counter sees writes').toBeGreaterThan(0);
      }
      for (let repeat = 0; repeat < 2; repeat += 1) {
        requests.reset();
        const before = world.ssm.calls();
        const described = world.ec2.calls().length;
        expect(described, 'images of the releases were looked at').toBeGreaterThan(0);
        expect(await poll()).toEqual({
          failed: false,
          releases: [],
          published: [],
          failedRegions: [],
          unparsed: [],
          waiting: [],
          problems: [],
        });
        expect(world.ssm.calls() - before).toBe(calls * regions.length);
        expect(requests.counts()).toEqual({ GetItem: regions.length, Query: 1 });
        expect(world.ec2.calls()).toHaveLength(described);
      }
    });
  },
);
