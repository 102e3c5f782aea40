import * as z from 'zod';
import { timezoneSchema, wallTimeAt } from './time-zone.ts';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day like 22:00');

/** Hours of the day in which a route holds what can wait. */
export const quietHoursSchema = z
  .strictObject({
    from: time,
    to: time,
    timezone: timezoneSchema,
  })
  .refine(({ from, to }) => from !== to, 'begins and ends at the same time')
  .readonly();

export type QuietHours = z.infer<typeof quietHoursSchema>;

const minute = 60_000;

/** When the quiet hours that `now` is in end; `undefined` outside of them. */
export function quietUntil({ from, timezone, to }: QuietHours, now: Date): Date | undefined {
  const [begin, end, at] = [minutesOf(from), minutesOf(to), minutesAt(now, timezone)];
  const quiet = begin < end ? at >= begin && at < end : at >= begin || at < end;
  if (!quiet) return undefined;
  const left = (end - at + 24 * 60) % (24 * 60);
  const guess = new Date(Math.floor(now.getTime() / minute) * minute + left * minute);
  // Where clocks are set in between, the guess is off by just that.
  const off = ((minutesAt(guess, timezone) - end + 36 * 60) % (24 * 60)) - 12 * 60;
  return new Date(guess.getTime() - off * minute);
}

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

function minutesAt(now: Date, timezone: string): number {
  const { hour, minute } = wallTimeAt(now, timezone);
  return hour * 60 + minute;
}
