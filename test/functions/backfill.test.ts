import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import type { PollContext } from '../../functions/poll/context.ts';
import { openReleases, readHeads, readImagesIn, readRelease } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import { pinnedPath } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { manyReleases, pin, valueIn } from './pinned.ts';
import { regions, startWorld, type World, watched } from './world.ts';

const stream = 'eks-amazon-linux';
const head = 'v20240817';
const before = ['v20240703', 'v20240729'] as const;
const [first = 'AL2_x86_64/1.29', ...others] = watched;

let world: World;
beforeEach(async () => {
  world = await startWorld({ backfills: true });
});
afterEach(() => world.stop());

function pinAll(
  releases: readonly ReleaseTag[],
  region?: (typeof regions)[number],
  tracks: readonly Track[] = watched,
): void {
  for (const release of releases) for (const track of tracks) pin(world, track, release, region);
}

const reportOf = async (release: ReleaseTag) =>
  (await latestReports(world.context.table, stream, 20)).find((report) => report.release === release);
const imagesOf = async (release: ReleaseTag, region = 'us-east-1') =>
  (await readImagesIn(world.context.table, stream, release, region))?.value.images ?? {};

/** Polls until a poll lists no pinned parameters any more; gives the listings' pages of each poll. */
async function settle(context?: PollContext): Promise<readonly number[]> {
  const pages: number[] = [];
  let listed = 0;
  world.ssm.fault(({ names: [name = ''] }) => {
    if (!name.includes('/recommended')) listed += 1;
    return undefined;
  });
  do {
    listed = 0;
    expect((await world.poll(context)).failed).toBe(false);
    world.advance(300_000);
    pages.push(listed);
  } while (listed > 0);
  world.ssm.fault(() => undefined);
  return pages;
}

describe('what came before the first sight', () => {
  test('is taken from pinned parameters, so that the first report compares, and nothing is announced', async () => {
    world.show(head);
    pinAll([...before, head]);
    await settle();
    expect(await reportOf(head)).toMatchObject({
      firstSeen: [],
      comparedWith: [{ release: 'v20240729', tracks: watched }],
      severity: 'breaking',
    });
    expect(await world.received()).toEqual([]);
    expect(await openReleases(world.context.table, stream)).toEqual([]);
    expect((await readRelease(world.context.table, stream, 'v20240729'))?.value).toMatchObject({
      status: 'detailed',
      announceable: false,
    });
    expect((await imagesOf('v20240729'))[first]).toMatchObject({
      imageId: expect.stringMatching(/^ami-/),
      pinnedBefore: 'v20240703',
    });
  });

  test('goes back past releases whose packages are not known, and keeps ten at most', async () => {
    world.put(first, valueIn(first, 'v20790301'));
    pinAll([...before, ...manyReleases], undefined, [first]);
    await settle({ ...world.context, documents: [] });
    expect(await reportOf('v20790301')).toMatchObject({
      firstSeen: [],
      comparedWith: [{ release: 'v20240729', tracks: [first] }],
    });
    const chain: ReleaseTag[] = [];
    for (let tag: ReleaseTag | undefined = 'v20790301'; tag !== undefined; ) {
      tag = (await imagesOf(tag))[first]?.pinnedBefore;
      if (tag !== undefined) chain.push(tag);
    }
    expect(chain).toHaveLength(10);
    expect(chain.slice(-2)).toEqual(['v20750201', 'v20240729']);
    // Nobody would look for their notes: they owe nothing, and have no record.
    expect(await readRelease(world.context.table, stream, 'v20790201')).toBeUndefined();
  });

  test('does not hold what is still to be recommended: AWS pins an image first', async () => {
    world.show(head);
    pinAll([...before, head, 'v20240828']);
    await settle();
    expect(await imagesOf('v20240828')).toEqual({});
    world.show('v20240828');
    expect((await world.poll()).published).toMatchObject([
      { kind: 'new-release', release: 'v20240828', comparedWith: [{ release: head }] },
    ]);
  });

  test('makes no baseline announceable: a further track of the release is one too', async () => {
    world.show(head, 'us-east-1', others);
    pinAll([...before, head]);
    await settle();
    world.show(head);
    await settle();
    expect(await world.received()).toEqual([]);
    expect((await reportOf(head))?.comparedWith).toEqual([{ release: 'v20240729', tracks: watched }]);
  });

  test('what was seen is never overwritten', async () => {
    const watching = { ...world.context, backfills: false };
    world.show('v20240729', 'us-east-1', others);
    await world.poll(watching);
    const seen = await imagesOf('v20240729');
    world.show(head);
    await world.poll(watching);
    const { [first]: newcomer, ...moved } = await imagesOf(head);
    pinAll([...before, head]);
    await settle();
    const { [first]: pinned, ...unchanged } = await imagesOf('v20240729');
    expect(unchanged).toEqual(seen);
    expect(pinned).toMatchObject({ release: 'v20240729', pinnedBefore: 'v20240703' });
    expect(await imagesOf(head)).toEqual({ ...moved, [first]: { ...newcomer, pinnedBefore: 'v20240729' } });
  });
});

describe('it stays within its bounds', () => {
  test('a slice of one Region a poll, and no call and no write once it is done', async () => {
    const pair = regions.slice(0, 2);
    const both = { ...world.context, regions: pair };
    for (const region of pair) {
      world.show(head, region);
      pinAll([...manyReleases, head], region);
    }
    const pages = await settle(both);
    expect(Math.max(...pages)).toBeLessThanOrEqual(40 + 30);
    expect(pages.filter((count) => count > 0).length).toBeGreaterThan(3);
    const requests = countRequests(world.context.table);
    await world.poll(both);
    expect(requests.counts()).toEqual({ GetItem: pair.length + 1, Query: 1 });
  });

  test('a value that cannot be read is said once, and the others are kept', async () => {
    world.show(head);
    pinAll([...before, head]);
    const name = `${pinnedPath(first)}/amazon-eks-node-1.29-v20240729`;
    world.putParameter(name, 'ami-0123456789abcdef0');
    expect((await world.poll()).problems).toMatchObject([
      { kind: 'value-not-json', subject: name, place: 'us-east-1' },
    ]);
    await settle();
    expect(Object.keys(await imagesOf('v20240729')).sort()).toEqual(others.toSorted());
    expect((await imagesOf(head))[first]).toMatchObject({ pinnedBefore: 'v20240703' });
  });

  test('a Region that refuses holds up no other, and none of the work before it', async () => {
    const both = { ...world.context, regions: [...regions] };
    for (const region of regions) {
      world.show(head, region);
      pinAll([...before, head], region);
    }
    world.ssm.fault(({ names: [name = ''], region }) =>
      region === 'eu-west-1' && !name.includes('/recommended')
        ? { kind: 'error', type: 'AccessDeniedException' }
        : undefined,
    );
    const problems: string[] = [];
    for (let poll = 0; poll < regions.length; poll += 1) {
      problems.push(...(await world.poll(both)).problems.map(({ kind }) => kind));
      world.advance(300_000);
    }
    expect(new Set(problems)).toEqual(new Set(['backfill-failed']));
    for (const region of regions)
      expect(Object.keys(await imagesOf('v20240729', region)), region).toHaveLength(
        region === 'eu-west-1' ? 0 : 4,
      );
    expect(Object.keys((await readHeads(world.context.table, 'eu-west-1'))?.value.heads ?? {})).toHaveLength(
      4,
    );
    await settle(both);
    expect(Object.keys(await imagesOf('v20240729', 'eu-west-1'))).toHaveLength(4);
  });
});
