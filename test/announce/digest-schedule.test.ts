import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastDue, type Schedule } from '../../shared/announce/digest/schedule.ts';
import { wallTimeAt } from '../../shared/announce/time-zone.ts';

test.each<readonly [string, Schedule, string, string]>([
  [
    'daily at eight, UTC, when nothing else is said',
    { every: 'day' },
    '2024-08-17T07:59:59Z',
    '2024-08-16T08:00:00Z',
  ],
  ['at that very moment', { every: 'day' }, '2024-08-17T08:00:00Z', '2024-08-17T08:00:00Z'],
  ['Mondays, when no day is said', { every: 'week' }, '2024-08-18T23:00:00Z', '2024-08-12T08:00:00Z'],
  ['on the day itself', { every: 'week', weekday: 'sunday' }, '2024-08-18T23:00:00Z', '2024-08-18T08:00:00Z'],
  [
    'summer in Berlin',
    { every: 'day', timezone: 'Europe/Berlin' },
    '2024-08-17T12:00:00Z',
    '2024-08-17T06:00:00Z',
  ],
  [
    'winter in Berlin',
    { every: 'day', timezone: 'Europe/Berlin' },
    '2024-12-17T12:00:00Z',
    '2024-12-17T07:00:00Z',
  ],
  [
    'an hour that clocks skip',
    { every: 'day', hour: 2, timezone: 'Europe/Berlin' },
    '2024-03-31T12:00:00Z',
    '2024-03-31T01:00:00Z',
  ],
  [
    'the Monday there',
    { every: 'week', hour: 1, timezone: 'Asia/Tokyo' },
    '2024-08-18T20:00:00Z',
    '2024-08-18T16:00:00Z',
  ],
  [
    'half hours',
    { every: 'day', hour: 9, timezone: 'Asia/Kolkata' },
    '2024-08-18T20:00:00Z',
    '2024-08-18T03:30:00Z',
  ],
])('%s', (_, schedule, now, due) => {
  expect(lastDue(schedule, new Date(now))).toEqual(new Date(due));
});

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
];
const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });

test('no day is left out and none comes twice, whatever clocks do', () => {
  const hour = fc.integer({ min: 0, max: 23 });
  fc.assert(
    fc.property(moment, hour, fc.constantFrom(...zones), (at, hour, timezone) => {
      const schedule: Schedule = { every: 'day', hour, timezone };
      const due = lastDue(schedule, new Date(at));
      expect(due.getTime()).toBeLessThanOrEqual(at);
      expect(at - due.getTime()).toBeLessThanOrEqual(26 * 3_600_000);
      expect(lastDue(schedule, due)).toEqual(due);
      const before = lastDue(schedule, new Date(due.getTime() - 1));
      expect(due.getTime() - before.getTime()).toBeGreaterThanOrEqual(22 * 3_600_000);
      expect([hour, hour + 1, 0]).toContain(wallTimeAt(due, timezone).hour);
    }),
  );
});
