import type { StoredWatch } from '../../../shared/aws/watch-state.ts';
import type { PollContext } from '../context.ts';
import { backfill } from './backfill.ts';
import { discover, type Said } from './discover.ts';
import type { Plan } from './plan.ts';
import type { Glance } from './round.ts';

type Attempt = <T>(kind: string, subject: string, work: () => Promise<T>) => Promise<T | undefined>;

/** What comes after all that is due: finding what else there is to watch, and what was there before. */
export async function watch(
  context: PollContext,
  plan: Plan,
  glances: readonly Glance[],
  said: Said,
  attempt: Attempt,
): Promise<void> {
  if (plan.stored === undefined) return;
  let stored: StoredWatch = plan.stored;
  const keep = (kept: StoredWatch) => {
    stored = kept;
  };
  if (context.discovery !== undefined) {
    const { discovery } = context;
    const begun = { ...plan, stored: plan.stored };
    await attempt('discovery-failed', discovery.region, () =>
      discover(context, discovery, begun, glances, said, keep),
    );
  }
  if (context.backfills) {
    await attempt('backfill-failed', context.stream, () => backfill(context, stored, glances, said.problems));
  }
}
