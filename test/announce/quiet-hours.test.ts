import { expect, test } from 'vitest';
import { quietUntil } from '../../shared/announce/quiet-hours.ts';

const night = { from: '22:00', to: '07:00', timezone: 'Europe/Berlin' } as const;

test.each([
  ['2024-08-17T19:59:00Z', undefined],
  ['2024-08-17T20:00:00Z', '2024-08-18T05:00:00.000Z'],
  ['2024-08-18T04:59:30Z', '2024-08-18T05:00:00.000Z'],
  ['2024-08-18T05:00:00Z', undefined],
  ['2024-01-01T21:30:00Z', '2024-01-02T06:00:00.000Z'],
  // Clocks go forward in the night to 31 March, and back in the night to 27 October.
  ['2024-03-30T22:00:00Z', '2024-03-31T05:00:00.000Z'],
  ['2024-10-26T22:00:00Z', '2024-10-27T06:00:00.000Z'],
])('the night in Berlin, at %s', (now, until) => {
  expect(quietUntil(night, new Date(now))?.toISOString()).toBe(until);
});

test('hours within a day', () => {
  const noon = { from: '12:00', to: '13:30', timezone: 'Asia/Kolkata' } as const;
  expect(quietUntil(noon, new Date('2024-08-17T06:30:00Z'))?.toISOString()).toBe('2024-08-17T08:00:00.000Z');
  expect(quietUntil(noon, new Date('2024-08-17T08:00:00Z'))).toBeUndefined();
});
