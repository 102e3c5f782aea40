import { getItem, putItem, type Revised, type Table } from './table.ts';

/** What one receiver of announcements has been told, so that a restart neither loses nor repeats. */
export interface Deliveries {
  /** Ids of announcements, in the order in which they were delivered. */
  readonly delivered: readonly string[];
}

const keyOf = (receiver: string) => ({ pk: 'DELIVERIES', sk: receiver });

export function readDeliveries(table: Table, receiver: string): Promise<Revised<Deliveries> | undefined> {
  return getItem(table, keyOf(receiver));
}

export function writeDeliveries(
  table: Table,
  receiver: string,
  deliveries: Deliveries,
  revision: number,
): Promise<Revised<Deliveries>> {
  return putItem(table, keyOf(receiver), deliveries, revision);
}
