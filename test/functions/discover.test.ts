import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import type { PollContext } from '../../functions/poll/context.ts';
import { readHeads } from '../../shared/aws/records.ts';
import { readWatch } from '../../shared/aws/watch-state.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { parseTrackSet } from '../../shared/parameters/track-set.ts';
import { manyReleases, pin, valueIn } from './pinned.ts';
import { regions, startWorld, type World, watched } from './world.ts';

const halfDay = 12 * 3_600_000;
const discovery = { region: 'us-east-1', dropEnded: true };
const release = 'v20240817';
const newMinor: readonly Track[] = ['AL2023_x86_64_STANDARD/1.31', 'AL2023_ARM_64_STANDARD/1.31'];

let world: World;
afterEach(() => world.stop());

async function start(options: Partial<PollContext> = {}): Promise<void> {
  world = await startWorld({ discovery, ...options });
}

const put = (track: Track, tag: ReleaseTag = release, region: (typeof regions)[number] = 'us-east-1') =>
  world.put(track, valueIn(track, tag), region);
const known = async () => {
  const { discovered } = (await readWatch(world.context.table, 'eks-amazon-linux')).value;
  return discovered && parseTrackSet(discovered.tracks);
};
/** Pages that were asked for by path; the fault lets every call through. */
function pagesOf(): readonly string[] {
  const paths: string[] = [];
  world.ssm.fault(({ names: [name = '', ...more] }) => {
    if (more.length === 0 && !name.includes('/recommended')) paths.push(name);
    return undefined;
  });
  return paths;
}

describe('tracks that nobody listed', () => {
  test('a first deployment knows what there is, and announces none of it', async () => {
    await start({ tracks: watched.slice(0, 1) });
    world.show(release);
    put('AL2_x86_64_GPU/1.29');
    expect((await world.poll()).failed).toBe(false);
    expect(await world.received()).toEqual([]);
    // Only the minor of the one configured track is asked for at first; the next round asks for those that follow it.
    expect(await known()).toEqual(['AL2_x86_64/1.29', 'AL2_x86_64_GPU/1.29', 'AL2023_x86_64_STANDARD/1.29']);
  });

  test('a new minor is one message within half a day, and is watched from then on', async () => {
    await start();
    world.show('v20240729');
    await world.poll();
    await world.poll();
    world.advance(halfDay);
    for (const track of newMinor) put(track, 'v20240729');
    const told = { ...world.context, publicUrl: 'https://amis.example.com' };
    expect((await world.poll(told)).published).toMatchObject([{ kind: 'new-track' }]);
    expect(await world.received()).toMatchObject([
      {
        id: 'eks-amazon-linux/v20240729/new-track',
        page: 'https://amis.example.com/?view=rollout&release=v20240729',
        headline: 'Kubernetes 1.31 now has AMIs: AL2023_x86_64_STANDARD, AL2023_ARM_64_STANDARD',
        severity: 'routine',
        tracks: newMinor,
        firstSeen: newMinor,
        regions: { reached: 1, of: 1 },
        rollout: [{ region: 'us-east-1', tracks: 2, of: 2 }],
      },
    ]);
    world.advance(300_000);
    for (const track of newMinor) put(track, 'v20240817');
    expect((await world.poll()).published).toMatchObject([
      { kind: 'new-release', release: 'v20240817', tracks: expect.arrayContaining([...newMinor]) },
    ]);
  });

  test('a further track of the same release is further news, and other Regions make none', async () => {
    await start({ regions: [...regions] });
    for (const region of regions) world.show(release, region);
    await world.poll();
    for (const track of newMinor) {
      world.advance(halfDay);
      put(track);
      await world.poll();
    }
    expect((await world.received()).map(({ id, tracks }) => [id, ...tracks])).toEqual([
      ['eks-amazon-linux/v20240817/new-track', newMinor[0]],
      ['eks-amazon-linux/v20240817/new-track/2', newMinor[1]],
    ]);
    for (const track of newMinor) put(track, release, 'eu-west-1');
    await world.poll();
    expect(Object.keys((await readHeads(world.context.table, 'eu-west-1'))?.value.heads ?? {})).toHaveLength(
      6,
    );
    world.advance(halfDay);
    await world.poll();
    expect(await world.received()).toEqual([]);
  });

  test('a Region that is added, or could not be read at first, brings no news of its own', async () => {
    await start({ regions: [...regions] });
    world.show(release);
    world.show(release, 'eu-west-1');
    put('AL2_ARM_64/1.29', release, 'eu-west-1');
    world.ssm.fault(({ region }) =>
      region === 'eu-west-1' ? { kind: 'error', type: 'AccessDeniedException' } : undefined,
    );
    expect((await world.poll()).failed).toBe(true);
    world.ssm.fault(() => undefined);
    world.advance(halfDay);
    expect((await world.poll()).failed).toBe(false);
    expect(await known()).toContain('AL2_ARM_64/1.29');
    expect(await world.received()).toEqual([]);
  });

  test('what is stored is of a later version: the configured tracks are watched, and nothing is written over it', async () => {
    await start();
    const { client, name } = world.context.table;
    const item = { pk: 'WATCH#eks-amazon-linux', sk: 'STATE', schema: 9, revision: 1, value: {} };
    await client.send(new PutCommand({ TableName: name, Item: item }));
    world.show(release);
    expect(await world.poll()).toMatchObject({
      problems: [{ kind: 'watch-unread' }],
      releases: [{ release }],
    });
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: { pk: item.pk, sk: item.sk } }),
    );
    expect(Item).toEqual(item);
  });

  test('no Region at all could be read: the next poll begins anew', async () => {
    await start();
    world.show(release);
    world.ssm.fault(() => ({ kind: 'error', type: 'AccessDeniedException' }));
    await world.poll();
    world.ssm.fault(() => undefined);
    expect((await world.poll()).failed).toBe(false);
    expect(await known()).toEqual(watched);
    expect(await world.received()).toEqual([]);
  });
});

describe('variants that have no AMI type', () => {
  const fips = '/aws/service/eks/optimized-ami/1.30/amazon-linux-2023/x86_64/fips/recommended/image_id';

  test('one is a problem once, wherever it shows', async () => {
    await start();
    world.show(release);
    for (const tag of ['v20240729', 'v20240817'] as const)
      for (const track of watched) pin(world, track, tag);
    world.putParameter(fips, 'ami-0123456789abcdef0');
    world.putParameter(fips.replace('1.30', '1.29'), 'ami-0123456789abcdef0');
    expect((await world.poll()).problems).toMatchObject([
      { kind: 'variant-unknown', subject: 'amazon-linux-2023/x86_64/fips', place: 'us-east-1' },
    ]);
    for (let round = 0; round < 2; round += 1) {
      world.advance(halfDay);
      expect((await world.poll()).problems).toEqual([]);
    }
  });

  test('the walk goes on over polls, twenty pages at most in each, and ends', async () => {
    await start();
    world.show(release);
    for (const tag of manyReleases) pin(world, 'AL2_x86_64/1.30', tag);
    const paths = pagesOf();
    world.putParameter(fips.replace('amazon-linux-2023/x86_64', 'zzz'), 'ami-0123456789abcdef0');
    const problems: string[] = [];
    const pages: number[] = [];
    for (let poll = 0; poll < 4; poll += 1) {
      const before = paths.length;
      problems.push(...(await world.poll()).problems.map(({ subject }) => subject));
      pages.push(paths.length - before);
    }
    expect(pages[0]).toBe(20);
    expect(pages[3]).toBe(0);
    expect(problems).toEqual(['zzz/fips']);
  });

  test.each([
    { refusals: 2, problems: [] },
    { refusals: 3, problems: ['walk-broken'] },
  ])('a token that SSM refuses begins the minor again, $refusals times: $problems', async (tokens) => {
    await start();
    world.show(release);
    for (const tag of manyReleases) pin(world, 'AL2_x86_64/1.30', tag);
    let call = 0;
    let { refusals } = tokens;
    world.ssm.fault(({ names: [name] }) => {
      if (name?.endsWith('/1.30') !== true) return undefined;
      call += 1;
      // Every other call has a token: the first one of a listing has none, and is answered.
      if (call % 2 === 1 || refusals === 0) return undefined;
      refusals -= 1;
      return { kind: 'error', type: 'InvalidNextToken' };
    });
    const problems: string[] = [];
    for (let poll = 0; poll < 4; poll += 1)
      problems.push(...(await world.poll()).problems.map(({ kind }) => kind));
    expect(problems).toEqual(tokens.problems);
    expect(refusals).toBe(0);
    const { discovered } = (await readWatch(world.context.table, 'eks-amazon-linux')).value;
    expect(discovered).toBeDefined();
    expect(discovered?.walk).toBeUndefined();
  });

  test('pages that cannot be read are a problem, and the walk goes on where it was', async () => {
    await start();
    world.show(release);
    world.putParameter(fips, 'ami-0123456789abcdef0');
    world.ssm.fault(({ names: [name] }) =>
      name?.endsWith('/1.30') ? { kind: 'error', type: 'AccessDeniedException' } : undefined,
    );
    expect((await world.poll()).problems).toMatchObject([{ kind: 'discovery-failed', subject: 'us-east-1' }]);
    world.ssm.fault(() => undefined);
    expect((await world.poll()).problems).toMatchObject([{ kind: 'variant-unknown' }]);
  });
});
