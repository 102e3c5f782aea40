import { StaleWriteError } from './errors.ts';
import type { UnknownItemSchemaError } from './item-schema.ts';
import { listItems } from './listing.ts';
import { getItem, putItem, type Table } from './table.ts';

/** What is known of a route beside its configuration. */
export interface RouteState {
  readonly route: string;
  /** ISO 8601: nothing that was announced before goes there. */
  readonly since: string;
  /** The other side takes nothing more, until the configuration or the secret is another one. */
  readonly disabled?: { readonly at: string; readonly reason: string; readonly fingerprint: string };
}

const partition = 'ROUTES';

/** The state of every route that was ever seen, by name, and of which routes it cannot be read. */
export interface RouteStates {
  readonly states: ReadonlyMap<string, RouteState>;
  readonly refused: readonly UnknownItemSchemaError[];
}

export async function readRouteStates(table: Table): Promise<RouteStates> {
  const { items, refused } = await listItems<RouteState>(table, partition, true);
  return { states: new Map(items.map(({ sortKey, value }) => [sortKey, value()])), refused };
}

/** Another run changes a route once in its life and once when it is disabled: five in a row do not happen. */
const mostTries = 5;

/** Changes a route's state, whoever else does so at the same time. */
export async function updateRouteState(
  table: Table,
  route: string,
  change: (state: RouteState | undefined) => RouteState,
): Promise<RouteState> {
  const key = { pk: partition, sk: route };
  for (let tries = 1; ; tries += 1) {
    const stored = await getItem<RouteState>(table, key);
    const next = change(stored?.value);
    if (next === stored?.value) return next;
    try {
      return (await putItem(table, key, next, stored?.revision ?? 0)).value;
    } catch (error) {
      if (!(error instanceof StaleWriteError) || tries === mostTries) throw error;
    }
  }
}
