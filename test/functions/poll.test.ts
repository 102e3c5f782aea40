import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRelease } from '../../shared/aws/records.ts';
import { latestReports } from '../../shared/aws/reports.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { formatTrackSet } from '../../shared/parameters/track-set.ts';
import { startWorld, type World, watched } from './world.ts';

const hour = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const reportOf = async (release: ReleaseTag) =>
  (await latestReports(world.context.table, 'eks-amazon-linux', 20)).find(
    (report) => report.release === release,
  );

describe('what is announced', () => {
  test('the first sight of a track is a baseline: stored, in the reports, not announced', async () => {
    world.show('v20240729');
    const { failed, published, releases } = await world.poll();
    expect({ failed, published, releases }).toEqual({
      failed: false,
      published: [],
      releases: [{ release: 'v20240729', status: 'detailed' }],
    });
    expect(await world.received()).toEqual([]);
    expect(await reportOf('v20240729')).toMatchObject({ baseline: true, firstSeen: watched });
  });

  test('a new release is one message, with its changes and findings', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    await world.poll({ ...world.context, publicUrl: 'https://amis.example.com' });
    const [announcement, ...more] = await world.received();
    expect(more).toEqual([]);
    expect(announcement).toMatchObject({
      id: 'eks-amazon-linux/v20240817/new-release',
      kind: 'new-release',
      severity: 'breaking',
      comparedWith: [{ release: 'v20240729', tracks: watched }],
      page: 'https://amis.example.com/?view=rollout&release=v20240817',
      $schema: 'https://amis.example.com/schemas/announcement-1.json',
    });
    expect(announcement?.changes[0]).toMatchObject({
      package: 'containerd',
      from: '1.7.11',
      to: '1.7.20',
      tracks: watched,
    });
    expect(
      announcement?.findings.map(({ behaviourChange, direction }) => `${direction} ${behaviourChange}`),
    ).toEqual([
      'introduced containerd-empty-resolv-conf-no-fallback',
      'introduced containerd-process-exit-event-lost',
      'introduced cni-cache-reset',
    ]);
  });

  test('a poll without news says nothing and owes nothing', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    await world.poll();
    await world.received();
    expect(await world.poll()).toMatchObject({ releases: [], published: [], problems: [] });
    expect(await world.received()).toEqual([]);
  });

  test('tracks and Regions that come later make no second message, and are in the report', async () => {
    const both = { ...world.context, regions: ['us-east-1', 'eu-west-1'] };
    world.show('v20240729', 'us-east-1');
    world.show('v20240729', 'eu-west-1');
    await world.poll(both);
    world.show('v20240817', 'us-east-1', watched.slice(0, 2));
    await world.poll(both);
    const [first] = await world.received();
    expect(first?.changes[0]?.tracks).toEqual(watched);
    expect(first?.rollout).toMatchObject([{ region: 'us-east-1', tracks: 2, of: 4 }]);
    expect(first?.regions).toEqual({ reached: 1, of: 2 });
    const [behind, ahead] = (await reportOf('v20240817'))?.rollout ?? [];
    expect(behind).toEqual({ region: 'eu-west-1', tracks: '', missing: formatTrackSet(watched) });
    expect(ahead).toMatchObject({
      tracks: formatTrackSet(watched.slice(0, 2)),
      missing: formatTrackSet(watched.slice(2)),
    });
    world.advance(hour);
    world.show('v20240817', 'us-east-1');
    world.show('v20240817', 'eu-west-1');
    expect((await world.poll(both)).problems).toEqual([]);
    expect(await world.received()).toEqual([]);
    const rollout = (await reportOf('v20240817'))?.rollout;
    const all = formatTrackSet(watched);
    expect(rollout?.map(({ missing, region, tracks }) => [region, tracks, missing])).toEqual([
      ['eu-west-1', all, ''],
      ['us-east-1', all, ''],
    ]);
    expect(rollout?.[1]?.since).toBe('2024-08-17T12:00:00.000Z');
  });

  test('a track that is new in a release is first seen, and the others are compared', async () => {
    const [newcomer = 'AL2_x86_64/1.29', ...known] = watched;
    world.show('v20240729', 'us-east-1', known);
    await world.poll();
    world.show('v20240817');
    await world.poll();
    const [announcement] = await world.received();
    expect(announcement).toMatchObject({
      firstSeen: [newcomer],
      comparedWith: [{ release: 'v20240729', tracks: known }],
    });
  });

  test('a release that was passed by is compared with what each track had', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817', 'us-east-1', watched.slice(0, 1));
    await world.poll();
    await world.received();
    world.show('v20240828');
    await world.poll();
    const [announcement] = await world.received();
    expect(announcement?.comparedWith).toEqual([
      { release: 'v20240817', tracks: watched.slice(0, 1) },
      { release: 'v20240729', tracks: watched.slice(1) },
    ]);
    const containerd = announcement?.changes.filter((change) => change.package === 'containerd');
    expect(containerd).toMatchObject([{ kind: 'downgraded', tracks: watched.slice(0, 1) }]);
  });
});

describe('a release that is taken back', () => {
  test('is told to everyone who heard of it, and the next one is compared with the last good one', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    await world.poll();
    await world.received();
    world.show('v20240729');
    await world.poll();
    const [withdrawn, ...more] = await world.received();
    expect(more).toEqual([]);
    expect(withdrawn).toMatchObject({ kind: 'withdrawn', release: 'v20240817', status: 'withdrawn' });
    expect(withdrawn?.headline).toMatch(/^Taken back/);
    world.show('v20240828');
    await world.poll();
    const [next] = await world.received();
    expect(next).toMatchObject({ release: 'v20240828', comparedWith: [{ release: 'v20240729' }] });
    expect(next?.findings.filter(({ direction }) => direction === 'reverted')).toEqual([]);
  });

  test('stays good while one track still has it', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    await world.poll();
    await world.received();
    world.show('v20240729', 'us-east-1', watched.slice(1));
    await world.poll();
    expect((await world.received()).map(({ kind, status }) => [kind, status])).toEqual([
      ['rolled-back', 'detailed'],
    ]);
    const stored = await readRelease(world.context.table, 'eks-amazon-linux', 'v20240817');
    expect(stored?.value.status).toBe('detailed');
  });
});
