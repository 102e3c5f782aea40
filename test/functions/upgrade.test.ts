import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../shared/report/report.ts';
import { configureEveryKind, startDeliverWorld } from './deliver-world.ts';
import { daily, startDigestWorld } from './digest-world.ts';
import { type Site, startSite } from './feed/site.ts';
import { makeUnknown, putItemsOfSchema1, readRaw } from './table-items.ts';
import { startWorld, type World } from './world.ts';

const stream = 'eks-amazon-linux' as const;
const reports = `REPORTS#${stream}`;
const announcements = `ANNOUNCEMENTS#${stream}`;
const id = 'eks-amazon-linux/v20240817/new-release';

describe('a table that the version before wrote', () => {
  let world: World;
  let site: Site;
  beforeEach(async () => {
    world = await startWorld({ regions: ['us-east-1', 'eu-west-1'] });
    site = await startSite({ table: world.context.table, now: world.context.now });
    await putItemsOfSchema1(world.context.table);
    world.show('v20240817');
    world.show('v20240729', 'eu-west-1');
  });
  afterEach(async () => {
    await site.stop();
    await world.stop();
  });

  test('is read as it is, and nothing of it is announced again', async () => {
    expect(await world.poll()).toMatchObject({ failed: false, published: [], problems: [] });
    const { report } = await site.json<{ report: Report }>('/v1/releases/v20240817');
    expect(report.risks).toEqual([]);
    expect(report.findings.flatMap(({ alreadyOn }) => alreadyOn)).toEqual([]);
    expect(site.logged).toEqual([]);
  });

  test('goes on: the next release is compared with it, and what is written is of today', async () => {
    const key = { pk: reports, sk: 'v20240817' };
    expect(await readRaw(world.context.table, key)).toMatchObject({ schema: 1 });
    world.show('v20240817', 'eu-west-1');
    await world.poll();
    expect(await readRaw(world.context.table, key)).toMatchObject({ schema: 2, revision: 2 });
    expect(JSON.parse(String((await readRaw(world.context.table, key))?.['value']))).toHaveProperty('risks');
    world.show('v20240828');
    const { failed, published } = await world.poll();
    expect(failed).toBe(false);
    expect(published).toMatchObject([{ release: 'v20240828', comparedWith: [{ release: 'v20240817' }] }]);
  });
});

test('what the version before announced is in the next digest, and can be delivered', async () => {
  const digests = await startDigestWorld();
  const deliveries = await startDeliverWorld();
  try {
    digests.list('team', daily);
    await digests.run();
    await putItemsOfSchema1(digests.context.table);
    digests.at('2024-08-18T08:10:00Z');
    expect(await digests.run()).toMatchObject({ failed: false, sent: [{ releases: 1 }] });

    configureEveryKind(deliveries);
    await putItemsOfSchema1(deliveries.context.table);
    expect(await deliveries.run([{ id, stream }])).toMatchObject({ failed: false, problems: [] });
    expect(deliveries.sink.taken()).toHaveLength(3);
    expect(await readRaw(deliveries.context.table, { pk: announcements, sk: id })).toMatchObject({
      schema: 2,
      value: { announcement: { risks: [] }, fannedOut: true },
    });
  } finally {
    await digests.stop();
    await deliveries.stop();
  }
});

describe('an item of a version that is yet to come', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ regions: ['us-east-1', 'eu-west-1'] });
    for (const region of ['us-east-1', 'eu-west-1'] as const) world.show('v20240729', region);
    await world.poll();
  });
  afterEach(() => world.stop());

  const unread = (pk: string, sk: string) => expect.stringContaining(`Item ${pk} ${sk} has schema 99`);

  test.each([
    ['what a Region pointed to', 'REGION#eu-west-1', 'HEADS', 'region-failed'],
    ['what is watched', `WATCH#${stream}`, 'STATE', 'watch-unread'],
  ])('%s: all else is polled and announced', async (_, pk, sk, kind) => {
    await makeUnknown(world.context.table, { pk, sk });
    world.show('v20240817');
    const { failed, problems, published } = await world.poll({
      ...world.context,
      discovery: { region: 'us-east-1', dropEnded: true },
    });
    expect(failed).toBe(true);
    expect(problems).toMatchObject([{ kind, message: unread(pk, sk) }]);
    expect(published).toMatchObject([{ release: 'v20240817' }]);
    expect(await readRaw(world.context.table, { pk, sk })).toMatchObject({ schema: 99 });
  });

  test('another release: it alone is not worked on, also where the newest are looked at', async () => {
    const key = { pk: `RELEASE#${stream}`, sk: 'v20240703' };
    await makeUnknown(world.context.table, key);
    world.show('v20240817');
    const { failed, published } = await world.poll({
      ...world.context,
      discovery: { region: 'us-east-1', dropEnded: true },
    });
    expect(failed).toBe(false);
    expect(published).toMatchObject([{ release: 'v20240817' }]);
  });

  test.each([reports, `RELEASE#${stream}`])('%s: the feed answers with all others', async (pk) => {
    world.show('v20240817');
    await world.poll();
    await makeUnknown(world.context.table, { pk, sk: 'v20240729' });
    const site = await startSite({ table: world.context.table, now: world.context.now });
    try {
      const { report } = await site.json<{ report: Report }>('/v1/releases/v20240817');
      expect(report.rollout.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);
      expect((await site.ask('/v1/releases/v20240729')).status).toBe(200);
      expect(site.logged).toMatchObject([{ message: unread(pk, 'v20240729') }]);
    } finally {
      await site.stop();
    }
  });
});

describe('an item of deliveries of a version that is yet to come', () => {
  test.each([
    ['the state of a route', 'ROUTES', 'bot'],
    ['what a route was told before', 'DELIVERIES#bot', id],
  ])('%s: all other routes are told, and that one is owed it', async (_, pk, sk) => {
    const world = await startDeliverWorld();
    try {
      configureEveryKind(world);
      await world.announce('v20240817', 'v20240729');
      await world.run();
      await makeUnknown(world.context.table, { pk, sk });
      const { id: next } = await world.announce('v20240817', 'v20240729', 'withdrawn', {
        status: 'withdrawn',
      });
      expect(await world.run()).toMatchObject({ failed: true, problems: [{ subject: 'bot' }] });
      expect(await world.record('bot', next)).toMatchObject({ state: 'owed' });
      for (const route of ['hook', 'key'])
        expect(await world.record(route, next)).toMatchObject({ state: 'sent' });
    } finally {
      await world.stop();
    }
  });
});
