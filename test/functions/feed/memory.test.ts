import { expect, test } from 'vitest';
import { boundedMemory } from '../../../functions/feed/memory.ts';

test('what was not asked for the longest is forgotten first', () => {
  const memory = boundedMemory<number>(44);
  for (const key of ['a', 'b', 'c', 'd']) memory.set(key, key.charCodeAt(0), 10);
  expect(memory.get('a')).toBe(97);
  memory.set('e', 101, 10);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => memory.get(key))).toEqual([97, undefined, 99, 100, 101]);
});

test('never more than it may hold, however often and however large', () => {
  const memory = boundedMemory<string>(10_000);
  for (let index = 0; index < 5_000; index++) memory.set(`${index}`, 'x', (index * 37) % 2_000);
  const kept = Array.from({ length: 5_000 }, (_, index) => index).filter(
    (index) => memory.get(`${index}`) !== undefined,
  );
  const sizes = kept.map((index) => ((index * 37) % 2_000) + `${index}`.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10_000);
  expect(kept.length).toBeGreaterThan(3);
});

test('one that is too large to share the place is not kept', () => {
  const memory = boundedMemory<string>(100);
  memory.set('small', 'x', 10);
  memory.set('large', 'x', 90);
  expect([memory.get('small'), memory.get('large')]).toEqual(['x', undefined]);
});

test('set again, it counts once', () => {
  const memory = boundedMemory<number>(50);
  for (let index = 0; index < 100; index++) memory.set('a', index, 10);
  memory.set('b', 1, 10);
  expect([memory.get('a'), memory.get('b')]).toEqual([99, 1]);
});
