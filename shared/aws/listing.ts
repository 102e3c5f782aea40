import { currentValue, refusalOf, type UnknownItemSchemaError } from './item-schema.ts';
import { getRaw, type Key, query, type Table } from './table.ts';

/** An item as a reader sees it who can be a moment behind. */
export interface Listed<T> {
  readonly sortKey: string;
  readonly revision: number;
  readonly changedAt: string | undefined;
  /** Brought up to date when it is asked for: of hundreds of items few are. */
  readonly value: () => T;
}

/** The items that can be read, and the refusals of those that cannot. */
export interface Listing<T> {
  readonly items: readonly Listed<T>[];
  readonly refused: readonly UnknownItemSchemaError[];
}

/**
 * Every item of one partition in the order of their sort keys. Unless the read is to be consistent, it has half the price, and a write
 * of this moment can be missing.
 */
export async function listItems<T>(
  table: Table,
  partition: string,
  ConsistentRead = false,
): Promise<Listing<T>> {
  return listing(await query(table, 'pk', partition, { ConsistentRead }));
}

/** One item as such a list has it, as it is now. */
export async function listItem<T>(table: Table, key: Key): Promise<Listing<T>> {
  const item = await getRaw(table, key);
  return listing(item === undefined ? [] : [item]);
}

function listing<T>(found: readonly Record<string, unknown>[]): Listing<T> {
  const items: Listed<T>[] = [];
  const refused: UnknownItemSchemaError[] = [];
  for (const item of found) {
    const refusal = refusalOf(item);
    const { changedAt, revision, sk } = item;
    if (refusal !== undefined) refused.push(refusal);
    else
      items.push({
        sortKey: String(sk),
        revision: revision as number,
        changedAt: typeof changedAt === 'string' ? changedAt : undefined,
        value: () => currentValue(item) as T,
      });
  }
  return { items, refused };
}
