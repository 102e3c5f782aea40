import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../functions/deliver/config.ts';
import { readFeedConfig } from '../../functions/feed/config.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { hubRouteName } from '../../shared/announce/route.ts';
import { severities } from '../../shared/report/severity.ts';
import { type DeliverWorld, routesPath, secretsPath, startDeliverWorld } from './deliver-world.ts';

const minute = 60_000;
const feeds = ['/feed.json', '/feed.atom', '/feed.rss'].map((path) => `https://releases.example.com${path}`);

let world: DeliverWorld;
beforeEach(async () => {
  // Loopback stands for a hub on the internet.
  world = await startDeliverWorld({
    timeoutMs: 1_000,
    hub: (sinkUrl) => ({ kind: 'websub', hub: `${sinkUrl.replace('http:', 'https:')}/hub`, feeds }),
  });
});
afterEach(() => world.stop());

const toHub = () => world.sink.requests().filter(({ path }) => path === '/hub');
const stateOf = async ({ id }: Announcement) => (await world.record(hubRouteName, id))?.state;

test('a hub is told of each feed, once no cache can have it from before the news', async () => {
  const told = await world.announce('v20240817', 'v20240729');
  await world.run([told]);
  world.advance(3.5 * minute);
  await world.run();
  expect(toHub()).toEqual([]);
  world.advance(minute);
  await world.run();
  const published = toHub().map(({ body, headers }) => [
    headers['content-type'],
    ...new URLSearchParams(body).values(),
  ]);
  expect(published).toEqual(feeds.map((feed) => ['application/x-www-form-urlencoded', 'publish', feed]));
  expect(await stateOf(told)).toBe('sent');
  world.advance(60 * minute);
  await world.run();
  expect(toHub()).toHaveLength(3);
});

test('what wakes nobody is news to a hub as well', async () => {
  const told = await world.announce('v20260224', 'v20260209');
  expect(told.severity).toBe('routine');
  await world.run();
  world.advance(5 * minute);
  await world.run();
  expect(await stateOf(told)).toBe('sent');
});

describe.each([
  ['says no', { kind: 'answer', status: 404 }],
  ['is down', { kind: 'answer', status: 503 }],
  ['ends the connection', { kind: 'reset' }],
  ['never answers', { kind: 'hang' }],
] as const)('a hub that %s', (_, fault) => {
  test('holds up nobody else, and is told when it is back', async () => {
    world.secret('key', 'key');
    world.route('key', {
      kind: 'webhook',
      url: `${world.sink.url.replace('http:', 'https:')}/receiver`,
      secret: `${secretsPath}/key`,
      filter: { severities },
    });
    world.sink.fault(({ path }) => (path === '/hub' ? fault : undefined));
    const told = await world.announce('v20240817', 'v20240729');
    await world.run();
    expect((await world.record('key', told.id))?.state).toBe('sent');
    world.advance(5 * minute);
    expect((await world.run()).failed).toBe(false);
    expect([toHub().length, await stateOf(told)]).toEqual([1, 'owed']);
    // After an hour of that a person should know.
    world.advance(2 * 60 * minute);
    expect((await world.run()).problems.map(({ kind }) => kind)).toEqual(['delivery-overdue']);
    world.sink.fault(() => undefined);
    world.advance(2 * 60 * minute);
    await world.run();
    expect(await stateOf(told)).toBe('sent');
  });
});

test('a hub needs the address under which readers know the feed', () => {
  const environment = { AMIWATCH_TABLE: 'table', AMIWATCH_ROUTES: routesPath };
  const hub = { AMIWATCH_WEBSUB_HUB: 'https://hub.example.com/' };
  for (const read of [readConfig, readFeedConfig])
    expect(() => read({ ...environment, ...hub })).toThrow('AMIWATCH_PUBLIC_URL is missing');
  const whole = { ...environment, ...hub, AMIWATCH_PUBLIC_URL: 'https://releases.example.com/' };
  expect(readConfig(whole).hub).toEqual({ kind: 'websub', hub: hub.AMIWATCH_WEBSUB_HUB, feeds });
  expect(readConfig(environment).hub).toBeUndefined();
});
