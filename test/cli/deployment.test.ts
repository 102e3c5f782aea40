import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeDelivery, listDeliveries, retryDelivery } from '../../cli/deployment/deliveries.ts';
import { describeRoutes, testRoute } from '../../cli/deployment/routes.ts';
import { announcementSchema } from '../../shared/announce/announcement.ts';
import { sampleAnnouncement } from '../../shared/announce/sample.ts';
import {
  configureEveryKind,
  type DeliverWorld,
  fail,
  marker,
  routeNames,
  startDeliverWorld,
  statesOf,
} from '../functions/deliver-world.ts';

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
});
afterEach(() => world.stop());

test.each(routeNames)(
  'a sample over %s says that it is one, and leaves no trace in the table',
  async (name) => {
    expect(await testRoute(world.context, name)).toMatchObject({ kind: 'sent' });
    expect(world.sink.taken().map(({ body }) => body)).toEqual([expect.stringContaining('TEST')]);
    expect(await listDeliveries(world.context, {})).toEqual([]);
  },
);

test('the sample is of the published shape', () => {
  const sample = sampleAnnouncement(world.now());
  expect(announcementSchema.parse(sample)).toEqual(sample);
});

test('a sample that is not taken says why', async () => {
  fail(world, 'hook', { kind: 'answer', status: 404, body: 'no_service' });
  expect(await testRoute(world.context, 'hook')).toEqual({
    kind: 'route-refused',
    reason: 'Slack answers with status 404, no_service',
  });
});

test('a route that is not there, and one that is wrong, are named', async () => {
  await expect(testRoute(world.context, 'hok')).rejects.toThrow('There is no route "hok". Nearest: hook');
  world.route('odd', { kind: 'webhook', secret: '/a', url: 'http://example.com', extra: 1 });
  world.advance(600_000);
  await expect(testRoute(world.context, 'odd')).rejects.toThrow(
    'Route odd is wrong: url: is not an https address',
  );
});

test('routes are listed with what they want, whether they are disabled, and what is wrong with them', async () => {
  fail(world, 'hook', { kind: 'answer', status: 410 });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  world.route('odd', marker);
  world.advance(600_000);
  const lines = await describeRoutes(world.context);
  expect(lines).toMatchObject([
    expect.stringMatching(/^bot {2}slack-bot C\w+ {2}gets breaking, .* {2}ok$/),
    expect.stringMatching(
      /^hook {2}slack-webhook .* disabled 2024-08-17T12:00:00.000Z: Slack answers with status 410$/,
    ),
    expect.stringMatching(/^key {2}webhook .* ok$/),
    'odd  wrong: The parameter is not JSON.',
  ]);
  expect(lines.join()).not.toContain(marker);
});

test('what was refused is listed, and sent once more when it is asked for', async () => {
  fail(world, 'key', { kind: 'answer', status: 400 });
  const { id } = await world.announce('v20240817', 'v20240729');
  await world.run();
  expect(await listDeliveries(world.context, {})).toHaveLength(3);
  const failed = await listDeliveries(world.context, { failed: true });
  expect(failed.map(describeDelivery)).toEqual([
    `key  ${id}  refused, since 2024-08-17T12:00:00.000Z, 1 try: it answers with status 400`,
  ]);
  world.sink.fault(() => undefined);
  expect(await retryDelivery(world.context, id)).toEqual(['key']);
  await world.run();
  expect(await statesOf(world, id)).toEqual({ hook: 'sent', bot: 'sent', key: 'sent' });
  expect(await retryDelivery(world.context, id)).toEqual([]);
  await expect(retryDelivery(world.context, 'x')).rejects.toThrow('No route was ever owed "x"');
});
