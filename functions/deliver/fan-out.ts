import { isFirstOfRelease } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { matchesRoute, type Route } from '../../shared/announce/route.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { UnknownItemSchemaError } from '../../shared/aws/item-schema.ts';
import {
  type DeliveryRecord,
  noteFannedOut,
  owe,
  readAnnouncement,
  readDeliveries,
} from '../../shared/aws/route-deliveries.ts';
import type { RouteState } from '../../shared/aws/route-states.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { ConfiguredRoutes } from './configured-routes.ts';
import type { DeliverContext } from './context.ts';

export type RouteStates = ReadonlyMap<string, RouteState>;

/** Writes under way at once for one announcement. */
const writesAtOnce = 32;

/**
 * Puts an announcement among what each route that wants it is owed, and gives these routes. What a route that cannot be read
 * would want is not known: it is owed all, and asked again when it can.
 */
export async function fanOut(
  { now, states, table }: DeliverContext & { readonly states: RouteStates },
  name: Pick<Announcement, 'id' | 'stream'>,
  { broken, routes }: ConfiguredRoutes,
): Promise<readonly string[]> {
  const stored = await readAnnouncement(table, name);
  // A message that comes twice, or late, changes nothing; one that no poll of this table made owes nothing.
  if (stored === undefined || stored.value.fannedOut === true) return [];
  const { announcement } = stored.value;
  const isNew = (route: string) => announcement.announcedAt < (states.get(route)?.since ?? '');
  const names = [...routes.keys(), ...broken].filter((route) => !isNew(route));
  const owed = await boundedMap(names, writesAtOnce, async (routeName) => {
    const route = routes.get(routeName);
    if (route !== undefined && !(await isWanted(table, route, announcement))) return [];
    await owe(table, announcement, routeName, now(), now());
    return [routeName];
  });
  await noteFannedOut(table, announcement, stored.revision);
  return owed.flat();
}

/** What a route was told before and nobody can read may be what this follows up: then it is owed, and asked again at its turn. */
async function isWanted(table: Table, route: Route, announcement: Announcement): Promise<boolean> {
  try {
    return wants(route, announcement, await earlierOf(table, route.name, announcement));
  } catch (error) {
    if (error instanceof UnknownItemSchemaError) return true;
    throw error;
  }
}

type Name = Pick<Announcement, 'id' | 'release' | 'stream'>;

/** What the route is owed or was told of the same release, other than this; nothing comes before its first announcement. */
export async function earlierOf(table: Table, route: string, name: Name): Promise<readonly DeliveryRecord[]> {
  return isFirstOfRelease(name.id) ? [] : othersOf(table, route, name);
}

/** What the route is owed or was told of the same release, other than this, whichever came first. */
export async function othersOf(
  table: Table,
  route: string,
  { id, release, stream }: Name,
): Promise<readonly DeliveryRecord[]> {
  const all = await readDeliveries(table, route, `${stream}/${release}/`);
  return all.filter((one) => one.id !== id && one.state !== 'dropped');
}

/** Whether a route asks for it, or was told of the release before: then it hears how that went on. */
export function wants(route: Route, announcement: Announcement, earlier: readonly DeliveryRecord[]): boolean {
  return earlier.length > 0 || matchesRoute(route, announcement);
}
