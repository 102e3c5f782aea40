import type { Pace } from '../../../shared/packages/details.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Polls come every five minutes, give or take seconds: one that is a little early must not wait for the next. */
const slack = minute;

/** Notes come within the hour, on most days; after that a shared limit of 60 requests an hour is worth more than haste. */
const firstLooks = [0, 5, 10, 20, 40].map((minutes) => minutes * minute);

/**
 * When a release is looked for again: `soon` while its notes are not there or not complete, `slow` for edits of notes that
 * were read.
 *
 * | since the first look | soon | slow |
 * |---|---|---|
 * | the first hour | at 0, 5, 10, 20 and 40 minutes | |
 * | up to a day | every hour | every hour |
 * | up to 7 days | every 6 hours | every 6 hours |
 * | longer | every 6 hours | every day |
 *
 * Gives the first of these times after `now`, less a minute for polls that are early.
 */
export function nextLookAt(firstSeenAt: Date, now: Date, pace: Pace): Date {
  const elapsed = now.getTime() - firstSeenAt.getTime() + slack;
  const early = pace === 'soon' ? firstLooks.find((offset) => offset > elapsed) : undefined;
  const late = pace === 'slow' && elapsed >= 7 * day ? day : 6 * hour;
  const step = elapsed < day ? hour : late;
  const offset = early ?? (Math.floor(elapsed / step) + 1) * step;
  return new Date(firstSeenAt.getTime() + offset - slack);
}

/** When a release is asked for again after failures in a row: 5, 10, 20, 40 minutes, then every hour. */
export function nextTryAt(failedAt: Date, failures: number): Date {
  const wait = Math.min(hour, 5 * minute * 2 ** Math.min(failures - 1, 10));
  return new Date(failedAt.getTime() + wait - slack);
}
