import type { Announcement } from '../../shared/announce/announcement.ts';
import { announcementsToFanOut, dueDeliveries } from '../../shared/aws/route-deliveries.ts';
import type { Problem } from '../../shared/problem.ts';
import type { DeliverContext } from './context.ts';
import { serve } from './first-use.ts';
import type { Delivered } from './take-turn.ts';

/** What started a run, and how much time it has. */
export interface Start {
  /** Announcements that the index may not show yet, in whatever order their messages came. */
  readonly told: readonly Pick<Announcement, 'id' | 'stream'>[];
  /** Routes are read although nothing is to be delivered: a new one is noted, a broken one is said. */
  readonly inspect: boolean;
  readonly remainingMs: () => number;
}

/** What one run did. */
export interface DeliverResult {
  readonly delivered: readonly Delivered[];
  readonly problems: readonly Problem[];
}

/**
 * Puts new announcements among what each route is owed, and tries what is due. Both are taken from the table, so that nothing
 * hangs on the event that started it. A run that finds nothing to do costs two queries, and writes nothing.
 */
export async function deliver(context: DeliverContext, start: Start): Promise<DeliverResult> {
  const { now, table } = context;
  const pending = await announcementsToFanOut(table);
  // In the order in which they were announced; what the index does not show yet is the newest.
  const fresh = [...new Map([...pending, ...start.told].map((one) => [one.id, one])).values()];
  const due = await dueDeliveries(table, now());
  if (fresh.length === 0 && due.size === 0 && !start.inspect) return { delivered: [], problems: [] };
  return serve(context, start, { fresh, due });
}
