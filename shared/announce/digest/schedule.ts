import * as z from 'zod';
import { instantOf, timezoneSchema, wallTimeAt } from '../time-zone.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** When a list gets its digests; the fields of a list's configuration. */
export const scheduleFields = {
  every: z.enum(['day', 'week']),
  weekday: z.enum(weekdays).exactOptional().meta({ description: 'With every: "week". Monday without it.' }),
  hour: z
    .int('is not a whole hour from 0 to 23')
    .min(0, 'is not a whole hour from 0 to 23')
    .max(23, 'is not a whole hour from 0 to 23')
    .exactOptional()
    .meta({ description: 'Hour of the day, 0 to 23. 8 without it.' }),
  timezone: timezoneSchema.exactOptional(),
};

export interface Schedule {
  readonly every: 'day' | 'week';
  readonly weekday?: (typeof weekdays)[number];
  readonly hour?: number;
  readonly timezone?: string;
}

const dayMs = 86_400_000;

/** The last instant, up to and with `now`, at which a digest was due. */
export function lastDue(
  { every, hour = 8, timezone = 'UTC', weekday = 'monday' }: Schedule,
  now: Date,
): Date {
  const { year, month, day } = wallTimeAt(now, timezone);
  const today = Date.UTC(year, month - 1, day);
  // Today's may be to come; the one before is at most a week older, and a day is a label here that no change of clocks bends.
  for (let back = 0; ; back += 1) {
    const date = new Date(today - back * dayMs);
    if (every === 'week' && weekdays[date.getUTCDay()] !== weekday) continue;
    const wall = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const due = instantOf({ ...wall, hour, minute: 0 }, timezone);
    if (due <= now) return due;
  }
}
