import type { DeliverContext } from '../../functions/deliver/context.ts';
import {
  type DeliveryRecord,
  isBeingTried,
  readDeliveries,
  readDelivery,
  writeDelivery,
} from '../../shared/aws/route-deliveries.ts';
import { readRouteStates } from '../../shared/aws/route-states.ts';
import { UsageError } from '../usage-error.ts';

/** Deliveries on all routes, newest announcement last; with `failed` those that did not arrive at the first try. */
export async function listDeliveries(
  { table }: Pick<DeliverContext, 'table'>,
  { failed = false }: { readonly failed?: boolean },
): Promise<readonly DeliveryRecord[]> {
  const routes = [...(await readRouteStates(table)).states.keys()];
  const all = (await Promise.all(routes.map((route) => readDeliveries(table, route)))).flat();
  return all.filter((one) => !failed || hasFailed(one)).sort(byTime);
}

function hasFailed({ attempts, reason, state }: DeliveryRecord): boolean {
  return state === 'refused' || (state === 'owed' && attempts > 0 && reason !== undefined);
}

function byTime(a: DeliveryRecord, b: DeliveryRecord): number {
  const place = ({ announcedAt, id, route }: DeliveryRecord) => `${announcedAt} ${id} ${route}`;
  return place(a) < place(b) ? -1 : 1;
}

/** Makes an announcement due at once on every route that did not get it, and gives these. */
export async function retryDelivery(
  { now, table }: Pick<DeliverContext, 'now' | 'table'>,
  id: string,
): Promise<readonly string[]> {
  const routes = [...(await readRouteStates(table)).states.keys()];
  const due: string[] = [];
  let known = false;
  for (const route of routes) {
    const stored = await readDelivery(table, route, id);
    if (stored === undefined) continue;
    known = true;
    if (stored.value.state === 'sent' || isBeingTried(stored.value, now())) continue;
    await writeDelivery(table, { ...stored.value, state: 'owed' }, now(), stored.revision);
    due.push(route);
  }
  if (!known) {
    throw new UsageError(
      `No route was ever owed ${JSON.stringify(id)}. \`amiwatch deliveries\` shows the ids that there are, like eks-amazon-linux/v20240817/new-release.`,
    );
  }
  return due;
}

/** One delivery as a line. */
export function describeDelivery({
  attempts,
  id,
  owedAt,
  reason,
  route,
  sentAt,
  state,
}: DeliveryRecord): string {
  const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
  const when = state === 'sent' ? `sent ${sentAt}` : `${state}, since ${owedAt}`;
  return `${route}  ${id}  ${when}, ${tries}${reason === undefined ? '' : `: ${reason}`}`;
}
