import { StaleWriteError } from '../../shared/aws/errors.ts';
import { type DeliveryRecord, readDelivery, writeDelivery } from '../../shared/aws/route-deliveries.ts';
import type { Revised } from '../../shared/aws/table.ts';
import type { ConfiguredRoutes } from './configured-routes.ts';
import type { DeliverContext } from './context.ts';

const hourMs = 3_600_000;
/** What a route that is gone was owed is kept so long, in case that it comes back. */
const keepUnroutedMs = 14 * 24 * hourMs;

/** Writes what has become of a delivery; whoever else wrote it in between knows better. */
export async function settle(
  { table }: Pick<DeliverContext, 'table'>,
  { revision }: Revised<DeliveryRecord>,
  record: DeliveryRecord,
  due: Date | undefined,
): Promise<void> {
  try {
    await writeDelivery(table, record, due, revision);
  } catch (error) {
    if (!(error instanceof StaleWriteError)) throw error;
  }
}

/** Leaves a delivery as it is for a while. */
export function putOff(
  context: DeliverContext,
  stored: Revised<DeliveryRecord>,
  waitMs = hourMs,
): Promise<void> {
  return settle(context, stored, stored.value, new Date(context.now().getTime() + waitMs));
}

/** Deliveries without a route: those of a broken one wait for its mending, those of one that is gone for two weeks. */
export async function putOffUnrouted(
  context: DeliverContext,
  route: string,
  ids: readonly string[],
  { broken }: ConfiguredRoutes,
): Promise<void> {
  for (const id of ids) {
    const stored = await readDelivery(context.table, route, id);
    if (stored === undefined) continue;
    const isOver = context.now().getTime() - Date.parse(stored.value.owedAt) > keepUnroutedMs;
    if (stored.value.state === 'owed' && (broken.includes(route) || !isOver)) await putOff(context, stored);
    else await settle(context, stored, dropped(stored.value), undefined);
  }
}

function dropped(record: DeliveryRecord): DeliveryRecord {
  return record.state === 'owed' ? { ...record, state: 'dropped', reason: 'the route is gone' } : record;
}
