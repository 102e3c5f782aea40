import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';
import { signatureOf } from '../../functions/deliver/webhook.ts';
import { announcementsToFanOut, dueDeliveries } from '../../shared/aws/route-deliveries.ts';
import {
  configureEveryKind,
  type DeliverWorld,
  marker,
  routeOf,
  secretsPath,
  startDeliverWorld,
} from './deliver-world.ts';

const minute = 60_000;

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
});
afterEach(() => world.stop());

const takenBy = () =>
  world.sink
    .taken()
    .map(({ path }) => routeOf(path))
    .sort();

describe('an announcement', () => {
  beforeEach(() => configureEveryKind(world));

  test('goes to every route that wants it, once', async () => {
    const { id } = await world.announce('v20240817', 'v20240729');
    expect(await world.run()).toMatchObject({ failed: false, problems: [] });
    expect(takenBy()).toEqual(['bot', 'hook', 'key']);
    for (const route of ['hook', 'bot', 'key'])
      expect(await world.record(route, id)).toMatchObject({ state: 'sent', attempts: 1 });
    await world.run();
    await world.run([{ id, stream: 'eks-amazon-linux' }]);
    expect(world.sink.taken()).toHaveLength(3);
    expect(await announcementsToFanOut(world.context.table)).toEqual([]);
  });

  test('that a message names is delivered with it, and not only when the index has it', async () => {
    const announcement = await world.announce('v20240817', 'v20240729');
    expect(await world.run([announcement])).toMatchObject({ failed: false });
    expect(takenBy()).toEqual(['bot', 'hook', 'key']);
  });

  test('is signed for a webhook, so that the receiver can check it', async () => {
    const announcement = await world.announce('v20240817', 'v20240729');
    await world.run();
    const got = world.sink.taken().find(({ path }) => routeOf(path) === 'key');
    const timestamp = String(got?.headers['amiwatch-timestamp']);
    expect(timestamp).toBe(String(world.now().getTime() / 1000));
    expect(got?.headers['amiwatch-id']).toBe(announcement.id);
    expect(got?.headers['amiwatch-signature']).toBe(signatureOf(marker, timestamp, got?.body ?? ''));
    expect(JSON.parse(got?.body ?? '')).toEqual(announcement);
  });

  test('is found at Slack when the answer to it was lost, and not said again', async () => {
    world.sink.fault(({ path }) => (path === '/api/chat.postMessage' ? { kind: 'reset-after' } : undefined));
    const { id } = await world.announce('v20240817', 'v20240729');
    await world.run();
    expect(await world.record('bot', id)).toMatchObject({ state: 'owed', uncertain: true, attempts: 1 });
    world.sink.fault(() => undefined);
    world.advance(minute);
    await world.run();
    expect(await world.record('bot', id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(world.sink.channel('C0123456789')).toHaveLength(1);
  });

  test.each([
    ['missing_scope', []],
    ['not_in_channel', ['delivery-unseen']],
    ['invalid_arguments', ['delivery-unseen']],
  ])('is said again where Slack lets nobody look: %s', async (error, kinds) => {
    let tries = 0;
    world.sink.fault(({ path }) => {
      if (path.startsWith('/api/conversations.'))
        return { kind: 'answer', status: 200, body: JSON.stringify({ ok: false, error }) };
      if (path !== '/api/chat.postMessage') return undefined;
      tries += 1;
      return tries === 1 ? { kind: 'reset-after' } : undefined;
    });
    const { id } = await world.announce('v20240817', 'v20240729');
    await world.run();
    world.advance(minute);
    const { problems } = await world.run();
    expect(problems.map(({ kind, place }) => [kind, place])).toEqual(kinds.map((kind) => [kind, id]));
    expect(await world.record('bot', id)).toMatchObject({ state: 'sent' });
    expect(world.sink.channel('C0123456789')).toHaveLength(2);
  });

  test('is found in the channel although what it follows has arrived since', async () => {
    let down = true;
    world.sink.fault(({ body, path }) => {
      if (!down || path !== '/api/chat.postMessage') return undefined;
      return body.includes('v20240817/new-release')
        ? { kind: 'answer', status: 500 }
        : { kind: 'reset-after' };
    });
    const first = await world.announce('v20240817', 'v20240729');
    await world.run();
    const second = await world.announce('v20240817', 'v20240729', 'new-finding');
    await world.run();
    world.advance(61 * minute);
    await world.run();
    expect(await world.record('bot', second.id)).toMatchObject({ state: 'owed', uncertain: true });
    down = false;
    world.advance(5 * minute);
    await world.run();
    for (const { id } of [first, second]) {
      expect(await world.record('bot', id)).toMatchObject({ state: 'sent' });
    }
    const said = world.sink.channel('C0123456789').map(({ metadata }) => metadata?.event_payload['id']);
    expect(said).toEqual([second.id, first.id]);
  });

  test('is not said again while nobody can see whether it arrived', async () => {
    world.sink.fault(({ path }) =>
      path === '/api/chat.postMessage'
        ? { kind: 'reset-after' }
        : path === '/api/conversations.history'
          ? { kind: 'answer', status: 500 }
          : undefined,
    );
    const { id } = await world.announce('v20240817', 'v20240729');
    await world.run();
    world.advance(minute);
    await world.run();
    expect(world.sink.channel('C0123456789')).toHaveLength(1);
    expect(await world.record('bot', id)).toMatchObject({ state: 'owed', attempts: 2 });
    world.sink.fault(() => undefined);
    world.advance(2 * minute);
    await world.run();
    expect(await world.record('bot', id)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(world.sink.channel('C0123456789')).toHaveLength(1);
  });

  test('that follows up stands in the thread of the first, which is brought up to date', async () => {
    const { id } = await world.announce('v20240817', 'v20240729', 'new-release', {
      status: 'detected',
      severity: 'unknown',
      changes: [],
      findings: [],
    });
    await world.run();
    world.advance(10 * minute);
    await world.announce('v20240817', 'v20240729', 'details-came');
    await world.run();
    const [first, second, ...others] = world.sink.channel('C0123456789');
    expect(others).toEqual([]);
    expect(second?.thread_ts).toBe(first?.ts);
    expect(first).toMatchObject({ edits: 1, text: expect.stringContaining('[breaking]') });
    const [update] = world.sink.requests().filter(({ path }) => path.startsWith('/api/chat.update'));
    expect(update?.body).toContain('https://amis.example.com/?view=rollout&amp;release=v20240817|all of it');
    expect((await world.record('bot', id))?.shown).toBeDefined();
    world.advance(10 * minute);
    await world.run();
    expect(world.sink.channel('C0123456789')[0]?.edits).toBe(1);
    // After two days nothing is looked at any more.
    for (let hours = 0; hours < 60; hours += 1) {
      world.advance(60 * minute);
      await world.run();
    }
    expect(await dueDeliveries(world.context.table, new Date('2030-01-01'))).toEqual(new Map());
  });

  test('leaves no secret anywhere', async () => {
    const statuses = [500, 429, 400, 403];
    for (const [index, release] of (
      ['v20240817', 'v20240828', 'v20241011', 'v20241016'] as const
    ).entries()) {
      world.sink.fault(() => ({ kind: 'answer', status: statuses[index] ?? 500, body: marker }));
      await world.announce(release, 'v20240729');
      await world.run();
      world.advance(90 * minute);
    }
    await world.run();
    const { ScanCommand } = await import('@aws-sdk/lib-dynamodb');
    const { client, name } = world.context.table;
    const { Items } = await client.send(new ScanCommand({ TableName: name }));
    expect(Items?.length).toBeGreaterThan(10);
    expect(world.log().length).toBeGreaterThan(5);
    expect(world.log().join('\n')).not.toContain(marker);
    expect(JSON.stringify(Items)).not.toContain(marker);
  });
});

test('a run with nothing to do costs two queries and writes nothing; once an hour it looks at the routes', async () => {
  configureEveryKind(world);
  await world.announce('v20240817', 'v20240729');
  const requests = countRequests(world.context.table);
  await world.run();
  expect(requests.counts()['PutItem']).toBeGreaterThan(0);
  requests.reset();
  for (let times = 0; times < 3; times += 1) {
    await world.run();
    world.advance(minute);
  }
  expect(requests.counts()).toEqual({ Query: 6 });
  world.advance(60 * minute);
  await world.run();
  requests.reset();
  world.advance(60 * minute);
  world.route('broken', '{');
  expect(await world.run()).toMatchObject({ failed: true, problems: [{ kind: 'route-wrong' }] });
});

test('a route that comes later gets nothing that was announced before it', async () => {
  await world.announce('v20240817', 'v20240729');
  world.advance(minute);
  configureEveryKind(world);
  world.advance(minute);
  await world.run();
  expect(world.sink.taken()).toEqual([]);
  await world.announce('v20240828', 'v20240817');
  await world.run();
  expect(takenBy()).toEqual(['bot', 'hook', 'key']);
});

test('a route that is broken for a while misses nothing that it wants, and gets nothing else', async () => {
  world.secret('key', marker);
  const config = {
    kind: 'webhook',
    url: world.sink.url.replace('http:', 'https:'),
    secret: `${secretsPath}/key`,
  };
  world.route('key', { ...config, kind: 'webhooks' });
  world.advance(minute);
  const wanted = await world.announce('v20240817', 'v20240729');
  const unwanted = await world.announce('v20240828', 'v20240817', 'new-release', { severity: 'routine' });
  expect(await world.run()).toMatchObject({
    failed: true,
    problems: [{ kind: 'route-wrong', subject: 'key' }],
  });
  world.route('key', config);
  world.advance(60 * minute);
  expect(await world.run()).toMatchObject({ failed: false });
  expect(await world.record('key', wanted.id)).toMatchObject({ state: 'sent' });
  expect(await world.record('key', unwanted.id)).toMatchObject({ state: 'dropped' });
  expect(world.sink.taken()).toHaveLength(1);
});
