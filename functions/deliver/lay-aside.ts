import { heldUntil, type Route } from '../../shared/announce/route.ts';
import type { DeliveryRecord } from '../../shared/aws/route-deliveries.ts';
import type { Revised } from '../../shared/aws/table.ts';
import { othersOf, wants } from './fan-out.ts';
import { settle } from './put-off.ts';
import type { Run } from './run.ts';

/** What follows up waits so long for what it follows to arrive. */
const orderKeptMs = 3_600_000;

/** Whether it is not to be tried now: the route does not want it, its quiet hours hold it, or what it follows is on its way. */
export async function isLaidAside(
  run: Run,
  route: Route,
  one: Revised<DeliveryRecord>,
  earlier: readonly DeliveryRecord[],
): Promise<boolean> {
  const announcement = await run.announcement(one.value);
  if (announcement === undefined) return false;
  const drop = async (reason: string): Promise<true> => {
    await settle(run, one, { ...one.value, state: 'dropped', reason }, undefined);
    return true;
  };
  if (one.value.attempts === 0 && !wants(route, announcement, earlier))
    return drop('the route does not ask for it');
  const now = run.now();
  let held = heldUntil(route, announcement, now);
  if (held === undefined && (await isOutrun(run, route, one.value)))
    return drop('quiet hours held it, and what came after it was told in them');
  if (held === undefined && (await waitsFor(run, route, one.value, earlier)))
    held = new Date(now.getTime() + 60_000);
  if (held !== undefined) await settle(run, one, one.value, held);
  return held !== undefined;
}

/** What quiet hours hold is not on its way: what breaks does not wait for it. */
async function waitsFor(
  run: Run,
  route: Route,
  { announcedAt, owedAt }: DeliveryRecord,
  earlier: readonly DeliveryRecord[],
): Promise<boolean> {
  if (run.now().getTime() - Date.parse(owedAt) >= orderKeptMs) return false;
  for (const before of earlier) {
    if (before.state !== 'owed' || before.announcedAt > announcedAt) continue;
    const announcement = await run.announcement(before);
    if (announcement === undefined || heldUntil(route, announcement, run.now()) === undefined) return true;
  }
  return false;
}

/**
 * Whether the route was told something newer of the release while its quiet hours held this: every announcement but that of a
 * track says all that is known, and the older one behind the newer one would be taken for news.
 */
async function isOutrun(run: Run, route: Route, value: DeliveryRecord): Promise<boolean> {
  if (route.kind === 'websub' || route.quietHours === undefined || value.kind === 'new-track') return false;
  const others = await othersOf(run.table, route.name, value);
  return others.some(
    ({ announcedAt, kind, state }) =>
      state === 'sent' && kind !== 'new-track' && announcedAt > value.announcedAt,
  );
}
