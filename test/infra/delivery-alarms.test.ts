import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliveriesOverdueFilter, deliveryRefusedFilter } from '../../infra/delivery-alarms.ts';
import {
  configureEveryKind,
  type DeliverWorld,
  fail,
  startDeliverWorld,
} from '../functions/deliver-world.ts';

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
});
afterEach(() => world.stop());

/** Lines that CloudWatch would count: those that have any of the pattern's terms, `?"a" ?"b"`. */
function counted({ Properties: { FilterPattern } }: typeof deliveryRefusedFilter): number {
  const terms = [...FilterPattern.matchAll(/\?"([^"]+)"/g)].map(([, term = '']) => term);
  return world.log().filter((line) => terms.some((term) => line.includes(term))).length;
}

test('deliveries that go well, or are tried again, count for no alarm', async () => {
  fail(world, 'hook', { kind: 'answer', status: 503 });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  expect(world.log().length).toBeGreaterThan(2);
  expect([counted(deliveryRefusedFilter), counted(deliveriesOverdueFilter)]).toEqual([0, 0]);
});

test.each([400, 403])('what is refused with %i counts', async (status) => {
  fail(world, 'key', { kind: 'answer', status });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  expect(counted(deliveryRefusedFilter)).toBeGreaterThan(0);
  expect(counted(deliveriesOverdueFilter)).toBe(0);
});

test('what has failed for an hour counts', async () => {
  fail(world, 'bot', { kind: 'hang' });
  await world.announce('v20240817', 'v20240729');
  await world.run();
  world.advance(3_600_000);
  await world.run();
  expect(counted(deliveriesOverdueFilter)).toBeGreaterThan(0);
  expect(counted(deliveryRefusedFilter)).toBe(0);
});
