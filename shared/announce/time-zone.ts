import * as z from 'zod';

/** An IANA name of a time zone. */
export const timezoneSchema = z
  .string()
  .max(40)
  .refine(isTimezone, 'is not a time zone like Europe/Berlin')
  .meta({ description: 'IANA name of a time zone, Europe/Berlin.' });

/** What clocks on a wall show in a time zone. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

export function wallTimeAt(at: Date, timeZone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** `2024-08-18 08:00` */
export function describeWallTime({ year, month, day, hour, minute }: WallTime): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/**
 * The instant at which clocks show a time. Of a time that they show twice it is one of the two; one that they skip is as much
 * later as they skip.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const shown = asUtc(wall);
  const offset = (at: number) => asUtc(wallTimeAt(new Date(at), timeZone)) - at;
  const guess = shown - offset(shown);
  return new Date(shown - offset(guess));
}

function asUtc({ year, month, day, hour, minute }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
