import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  configureEveryKind,
  type DeliverWorld,
  fail,
  marker,
  routeNames,
  startDeliverWorld,
  statesOf,
} from './deliver-world.ts';

const minute = 60_000;
const hour = 60 * minute;

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
});
afterEach(() => world.stop());

describe.each(routeNames)('when the other side of %s', (route) => {
  const others = Object.fromEntries(
    routeNames.filter((name) => name !== route).map((name) => [name, 'sent']),
  );

  test.each([
    ['fails', { kind: 'answer', status: 500 }],
    ['cuts the connection', { kind: 'reset' }],
    [
      'answers with something strange',
      { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    ],
  ] as const)(
    '%s, it is tried again after 1, 2, 5, 15 and 60 minutes, until it is back',
    async (_, fault) => {
      fail(world, route, fault);
      const { id } = await world.announce('v20240817', 'v20240729');
      await world.run();
      expect(await statesOf(world, id)).toEqual({ ...others, [route]: 'owed' });
      for (const [tries, minutes] of [1, 2, 5, 15, 60, 60].entries()) {
        world.advance(minutes * minute - 1);
        await world.run();
        expect(await world.record(route, id)).toMatchObject({ attempts: tries + 1 });
        world.advance(1);
        await world.run();
        expect(await world.record(route, id)).toMatchObject({ attempts: tries + 2 });
      }
      world.sink.fault(() => undefined);
      world.advance(hour);
      expect(await world.run()).toMatchObject({ failed: false, problems: [] });
      expect(await statesOf(world, id)).toEqual({ ...others, [route]: 'sent' });
    },
  );

  test('asks to wait, nothing is sent before', async () => {
    fail(world, route, { kind: 'answer', status: 429, headers: { 'retry-after': '600' } });
    const first = await world.announce('v20240817', 'v20240729');
    const second = await world.announce('v20240828', 'v20240817');
    await world.run();
    expect(await statesOf(world, first.id)).toEqual({ ...others, [route]: 'owed' });
    world.sink.fault(() => undefined);
    world.advance(599_000);
    await world.run();
    expect([
      (await world.record(route, first.id))?.state,
      (await world.record(route, second.id))?.state,
    ]).toEqual(['owed', 'owed']);
    world.advance(1000);
    await world.run();
    expect([
      (await world.record(route, first.id))?.state,
      (await world.record(route, second.id))?.state,
    ]).toEqual(['sent', 'sent']);
  });

  test.each([401, 403, 404, 410])(
    'answers %i, nothing more is tried until something changed',
    async (status) => {
      fail(world, route, { kind: 'answer', status });
      const first = await world.announce('v20240817', 'v20240729');
      expect(await world.run()).toMatchObject({
        failed: false,
        problems: [{ kind: 'route-refused', subject: route }],
      });
      const second = await world.announce('v20240828', 'v20240817');
      const before = world.sink.requests().length;
      world.sink.fault(() => undefined);
      for (let hours = 0; hours < 3; hours += 1) {
        await world.run();
        world.advance(hour + 1);
      }
      expect(
        world.sink
          .requests()
          .slice(before)
          .filter(({ path }) => path.startsWith('/api/chat.update')),
      ).toEqual([]);
      expect(await statesOf(world, first.id)).toEqual({ ...others, [route]: 'owed' });
      world.secret(route, route === 'hook' ? `${world.sink.url}/services/T0/B1/${marker}` : `${marker}-2`);
      await world.run();
      world.advance(hour + 1);
      await world.run();
      expect([await statesOf(world, first.id), await statesOf(world, second.id)]).toEqual([
        { ...others, [route]: 'sent' },
        { ...others, [route]: 'sent' },
      ]);
    },
  );

  test('refuses one announcement, the next one goes on', async () => {
    const error =
      route === 'bot' ? { status: 200, body: '{"ok":false,"error":"msg_too_long"}' } : { status: 400 };
    fail(world, route, { kind: 'answer', ...error }, (body) =>
      /EKS AMI v20240817|"id":"[^"]*v20240817/.test(body),
    );
    const first = await world.announce('v20240817', 'v20240729');
    const second = await world.announce('v20240828', 'v20240817');
    expect(await world.run()).toMatchObject({
      failed: false,
      problems: [{ kind: 'delivery-refused', subject: route, place: first.id }],
    });
    expect(await world.record(route, first.id)).toMatchObject({ state: 'refused' });
    expect(await world.record(route, second.id)).toMatchObject({ state: 'sent' });
    const requests = world.sink.requests().length;
    world.advance(24 * hour);
    await world.run();
    expect(
      world.sink
        .requests()
        .slice(requests)
        .filter(({ path }) => !path.startsWith('/api/chat.update')),
    ).toEqual([]);
  });

  test('hangs, others have theirs, and the next run finds the owed one', async () => {
    await world.stop();
    world = await startDeliverWorld({ timeoutMs: 1_000 });
    configureEveryKind(world);
    fail(world, route, { kind: 'hang' });
    const { id } = await world.announce('v20240817', 'v20240729');
    await world.run();
    expect(await statesOf(world, id)).toEqual({ ...others, [route]: 'owed' });
    expect(await world.record(route, id)).toMatchObject({
      reason: expect.stringContaining('no whole answer'),
    });
  });
});

test('what is owed for an hour is said in the log, where the alarm sees it', async () => {
  fail(world, 'hook', { kind: 'answer', status: 500 });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  world.advance(hour);
  expect(await world.run()).toMatchObject({
    failed: false,
    problems: [{ kind: 'delivery-overdue', subject: 'hook' }],
  });
  expect(world.log().join('\n')).toContain('"kind":"delivery-overdue"');
});

test('blocks that Slack does not take are left out', async () => {
  world.sink.fault(({ body, path }) =>
    'blocks' in (JSON.parse(body) as object)
      ? path.startsWith('/services/')
        ? { kind: 'answer', status: 400, body: 'invalid_blocks' }
        : path.startsWith('/api/')
          ? { kind: 'answer', status: 200, body: '{"ok":false,"error":"invalid_blocks"}' }
          : undefined
      : undefined,
  );
  const { id } = await world.announce('v20240817', 'v20240729');
  expect(await world.run()).toMatchObject({ problems: [] });
  expect(await statesOf(world, id)).toEqual({ hook: 'sent', bot: 'sent', key: 'sent' });
});
