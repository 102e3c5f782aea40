import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliveriesOverdueAlarm, deliveryRefusedAlarm } from '../../infra/delivery-alarms.ts';
import {
  configureEveryKind,
  type DeliverWorld,
  fail,
  startDeliverWorld,
} from '../functions/deliver-world.ts';

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld({ timeoutMs: 1_000 });
  configureEveryKind(world);
});
afterEach(() => world.stop());

/** What CloudWatch would count for an alarm. */
function counted({ Properties }: typeof deliveryRefusedAlarm): number {
  const { MetricName } = Properties as Readonly<Record<string, unknown>>;
  const lines = world.log().map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  return lines.reduce((sum, line) => sum + Number(line[String(MetricName)] ?? 0), 0);
}

test('deliveries that go well, or are tried again, count for no alarm', async () => {
  fail(world, 'hook', { kind: 'answer', status: 503 });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  expect(world.log().length).toBeGreaterThan(2);
  expect([counted(deliveryRefusedAlarm), counted(deliveriesOverdueAlarm)]).toEqual([0, 0]);
});

test.each([400, 403])('what is refused with %i counts', async (status) => {
  fail(world, 'key', { kind: 'answer', status });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  expect(counted(deliveryRefusedAlarm)).toBe(1);
  expect(counted(deliveriesOverdueAlarm)).toBe(0);
});

test('what has failed for an hour counts', async () => {
  fail(world, 'bot', { kind: 'hang' });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  world.advance(3_600_000);
  await world.run();
  expect(counted(deliveriesOverdueAlarm)).toBe(1);
  expect(counted(deliveryRefusedAlarm)).toBe(0);
});
