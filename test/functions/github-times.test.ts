import { describe, expect, test } from 'vitest';
import { blockedUntil } from '../../functions/poll/github/limits.ts';
import { nextLookAt, nextTryAt } from '../../functions/poll/github/schedule.ts';
import { keepFor } from '../../shared/aws/keep-for.ts';
import type { Pace } from '../../shared/packages/details.ts';
import { hour, minute } from './github-notes.ts';

const start = new Date('2026-03-11T12:00:00Z');
const later = (milliseconds: number) => new Date(start.getTime() + milliseconds);

describe('the schedule', () => {
  const looksOf = (pollEveryMs: number, forMs: number, pace: Pace = 'soon') => {
    const looks: number[] = [];
    let due = start;
    for (let at = 0; at <= forMs; at += pollEveryMs) {
      if (later(at) < due) continue;
      looks.push(at / minute);
      due = nextLookAt(start, later(at), pace);
    }
    return looks;
  };

  test('is minutes, then hours, then a quarter of a day', () => {
    const looks = looksOf(5 * minute, 48 * hour);
    expect(looks.slice(0, 8)).toEqual([0, 5, 10, 20, 40, 60, 120, 180]);
    expect(looks.filter((at) => at >= 60 && at <= 24 * 60)).toHaveLength(24);
    expect(looks.slice(-4).map((at) => at / 60)).toEqual([30, 36, 42, 48]);
  });

  test('for edits is hours, then a quarter of a day, then days', () => {
    const looks = looksOf(5 * minute, 10 * 24 * hour, 'slow').map((at) => at / 60);
    expect(looks.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(looks.filter((at) => at <= 24)).toHaveLength(25);
    expect(looks.filter((at) => at > 24 && at <= 7 * 24)).toHaveLength(24);
    expect(looks.slice(-3)).toEqual([8 * 24, 9 * 24, 10 * 24]);
  });

  test('does not wait a whole interval for a poll that is seconds early', () => {
    expect(looksOf(5 * minute - 1500, 41 * minute).map(Math.round)).toEqual([0, 5, 10, 20, 40]);
  });

  test.each([
    [1, 4],
    [2, 9],
    [3, 19],
    [4, 39],
    [5, 59],
    [500, 59],
  ])('after %i failures in a row it waits %i minutes', (failures, minutes) => {
    expect(nextTryAt(start, failures)).toEqual(later(minutes * minute));
  });
});

describe('times that GitHub names', () => {
  const reset = (milliseconds: number) => String(later(milliseconds).getTime() / 1000);
  test.each<[string, number, Record<string, string>, number | undefined]>([
    ['seconds', 403, { 'retry-after': '120' }, 2],
    ['a date', 429, { 'retry-after': 'Wed, 11 Mar 2026 12:20:00 GMT' }, 20],
    ['a reset', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(30 * minute) }, 30],
    [
      'a reset with an answer',
      200,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(30 * minute) },
      30,
    ],
    [
      'a reset that is not reached',
      403,
      { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': reset(hour) },
      undefined,
    ],
    ['a reset in the past', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(-hour) }, 15],
    ['too short', 429, { 'retry-after': '0' }, 1],
    ['too long', 429, { 'retry-after': '999999999' }, 24 * 60],
    ['nonsense', 429, { 'retry-after': 'soon', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '-1' }, 15],
    ['none', 403, {}, undefined],
    ['a time with an answer', 200, { 'retry-after': '120' }, undefined],
  ])('%s', (_, status, headers, minutes) => {
    expect(blockedUntil(status, new Headers(headers), start)).toEqual(
      minutes === undefined ? undefined : later(minutes * minute),
    );
  });
});

test('a token is read when it is needed, and again an hour later', async () => {
  let now = start;
  let reads = 0;
  const token = keepFor(
    3_600_000,
    async () => {
      reads += 1;
      if (reads === 1) throw new Error('not yet');
      return `token ${reads}`;
    },
    () => now,
  );
  await expect(token()).rejects.toThrow('not yet');
  expect([await token(), await token()]).toEqual(['token 2', 'token 2']);
  now = later(hour);
  expect(await token()).toBe('token 3');
});
