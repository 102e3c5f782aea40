import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeReport } from '../../../shared/aws/reports.ts';
import type { JsonFeed } from '../../../shared/feed/json-feed.ts';
import { recordedReleases } from '../../../shared/history/recorded-releases.ts';
import { ungroupChanges } from '../../../shared/report/group-changes.ts';
import type { Report } from '../../../shared/report/report.ts';
import { reportOf } from '../../report/recorded.ts';
import { putRaw } from '../table-items.ts';
import { startWorld, type World, watched } from '../world.ts';
import { type Site, startSite } from './site.ts';

let world: World;
let site: Site;
beforeEach(async () => {
  world = await startWorld();
  site = await startSite({ table: world.context.table, now: world.context.now });
});
afterEach(async () => {
  await site.stop();
  await world.stop();
});

const minute = 60_000;
/** A report as a poll would write it, which says what the recorded history does not. */
const news: Report = { ...reportOf('v20240817', 'v20240729'), because: 'the table says so' };
const reportAt = async (tag: string, at = site) =>
  (await at.json<{ report: Report }>(`/v1/releases/${tag}`)).report;

describe('a fresh deployment', () => {
  test('has the whole history beside what its first poll saw, and knows what that came from', async () => {
    world.show('v20240817');
    await world.poll();
    const { releases } = await site.json<{ releases: { release: string }[] }>('/v1/releases?limit=50');
    expect(releases.map(({ release }) => release).slice(-1)).toEqual([recordedReleases.at(-50)?.release]);
    const feed = await site.json<JsonFeed>('/feed.json?before=v20240828');
    const [item] = feed.items;
    // The table has it as a baseline, with nothing to compare it with; the history has.
    expect(item?._amiwatch.baseline).toBe(false);
    expect(item?._amiwatch.severity).toBe('breaking');
    expect(item?._amiwatch.tracks).toEqual([...watched]);
    expect(item?._amiwatch.rollout.map(({ region }) => region)).toEqual(['us-east-1']);
    expect(item?.date_published).toBe('2024-08-17T00:00:00.000Z');
  });
});

test('what a poll reports, and what the feed makes of the record alone, is the same', async () => {
  const tags = ['v20240729', 'v20240817', 'v20240828', 'v20240904', 'v20240910', 'v20240917'] as const;
  for (const tag of tags) {
    world.show(tag);
    await world.poll();
  }
  const fromRecord = await startSite();
  try {
    for (const tag of tags.slice(1)) {
      const [polled, recorded] = [await reportAt(tag), await reportAt(tag, fromRecord)];
      expect(polled.rollout).toHaveLength(1);
      expect(recorded.rollout).toHaveLength(0);
      for (const track of watched)
        expect(ungroupChanges(recorded.changes).get(track), `${tag} ${track}`).toEqual(
          ungroupChanges(polled.changes).get(track),
        );
      const met = ({ findings }: Report) =>
        findings
          .filter(({ tracks }) => tracks.some((track) => watched.includes(track)))
          .map(({ behaviourChange, direction }) => `${direction} ${behaviourChange}`)
          .sort();
      expect(met(recorded)).toEqual(met(polled));
    }
  } finally {
    await fromRecord.stop();
  }
});

test('a report that was kept before there were risks is answered as any other', async () => {
  const { risks: _, findings, ...kept } = reportOf('v20240817', 'v20240729');
  const old = { ...kept, findings: findings.map(({ alreadyOn: __, ...finding }) => finding) };
  const key = { pk: 'REPORTS#eks-amazon-linux', sk: 'v20240817' };
  await putRaw(world.context.table, { ...key, schema: 1, revision: 1, value: JSON.stringify(old) });
  for (const path of [
    '/feed.json?before=v20240828',
    '/feed.atom?severity=breaking',
    '/v1/releases/v20240817',
  ])
    expect((await site.ask(path)).status, path).toBe(200);
  expect(site.logged).toEqual([]);
});

describe('news', () => {
  test('come behind the answers, a minute after they are in the table, and a changed report says when', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    await world.poll();
    const before = await site.ask('/v1/releases/v20240817');
    expect(await before.json()).toMatchObject({
      status: 'detailed',
      publishedAt: expect.stringMatching(/^2024-08-17/),
    });
    world.advance(minute / 2);
    // It returns to the older image: withdrawn.
    world.show('v20240729');
    await world.poll();
    expect(await site.json('/v1/releases/v20240817')).toMatchObject({ status: 'detailed' });
    world.advance(minute);
    await site.ask('/v1/releases/v20240817');
    await vi.waitFor(async () => {
      expect(await site.json('/v1/releases/v20240817')).toMatchObject({ status: 'withdrawn' });
    });
    const after = await site.ask('/v1/releases/v20240817');
    const changed = (await after.json()) as { changedAt: string; publishedAt: string };
    expect(changed.changedAt > changed.publishedAt).toBe(true);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(Date.parse(after.headers.get('last-modified') ?? '')).toBeGreaterThanOrEqual(
      Date.parse(before.headers.get('last-modified') ?? ''),
    );
    const feed = await site.json<JsonFeed>('/feed.json?before=v20240828');
    expect(feed.items[0]?.date_modified).toBe(changed.changedAt);
  });

  test.each([
    [1.9, false],
    [2, true],
  ])('are waited for by a function that slept for %d minutes: %s', async (minutes, seen) => {
    world.show('v20240729');
    await world.poll();
    await site.ask('/v1/releases');
    await writeReport(world.context.table, news, world.context.now());
    world.advance(minutes * minute);
    expect((await reportAt('v20240817')).because === news.because).toBe(seen);
  });

  test('are waited for by a function that was frozen for long', async () => {
    world.show('v20240729');
    await world.poll();
    await site.ask('/v1/releases');
    world.show('v20240817');
    await world.poll();
    world.advance(20 * minute);
    expect((await reportAt('v20240817')).rollout).toHaveLength(1);
  });
});

describe('a table that cannot be read', () => {
  const nowhere = {
    client: DynamoDBDocumentClient.from(
      new DynamoDBClient({
        region: 'us-east-1',
        endpoint: 'http://127.0.0.1:9',
        maxAttempts: 1,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      }),
    ),
    name: 'amiwatch',
  };

  test('at the first request is a problem that says to come again, and nothing of the inside', async () => {
    const dark = await startSite({ table: nowhere });
    try {
      const answer = await dark.ask('/feed.json');
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
      expect(await answer.text()).not.toMatch(/127\.0\.0\.1|dynamodb|ECONNREFUSED/i);
      expect(dark.logged).toHaveLength(1);
    } finally {
      await dark.stop();
    }
  });

  test('later leaves the last answers in place, is logged, and is tried again after a minute', async () => {
    world.show('v20240729');
    await world.poll();
    let broken = false;
    const { table } = world.context;
    const flaky = {
      name: table.name,
      get client() {
        return broken ? nowhere.client : table.client;
      },
    };
    const kept = await startSite({ table: flaky, now: world.context.now });
    try {
      expect((await reportAt('v20240729', kept)).rollout).toHaveLength(1);
      broken = true;
      world.advance(30 * minute);
      expect((await reportAt('v20240729', kept)).rollout).toHaveLength(1);
      expect(kept.logged).toHaveLength(1);
      await kept.ask('/v1/releases');
      expect(kept.logged).toHaveLength(1);
      broken = false;
      world.show('v20240817');
      await world.poll();
      world.advance(30 * minute);
      expect((await reportAt('v20240817', kept)).rollout).toHaveLength(1);
    } finally {
      await kept.stop();
    }
  });
});
