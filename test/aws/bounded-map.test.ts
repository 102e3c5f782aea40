import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { boundedMap } from '../../shared/aws/bounded-map.ts';

test('keeps the order, and never has more than the limit under way', async () => {
  let underWay = 0;
  let most = 0;
  const results = await boundedMap([5, 1, 4, 2, 3], 2, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await setTimeout(item * 3);
    underWay -= 1;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test('of nothing is nothing', async () => {
  expect(await boundedMap([], 4, async () => 1)).toEqual([]);
});

test('throws what a piece of work throws', async () => {
  const failing = boundedMap([1, 2], 2, async (item) => {
    if (item === 2) throw new Error('second');
  });
  await expect(failing).rejects.toThrow('second');
});
