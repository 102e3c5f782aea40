import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { translating } from './errors.ts';
import { currentValue, schemaOf } from './item-schema.ts';

/** The one table, and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** Where an item is. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item, and the revision that a later write of it must still find. */
export interface Revised<T> {
  readonly value: T;
  readonly revision: number;
}

/** A strongly consistent read. */
export async function getItem<T>(table: Table, key: Key): Promise<Revised<T> | undefined> {
  const item = await getRaw(table, key);
  return item === undefined ? undefined : unwrap<T>(item);
}

/** An item with all its attributes, by a strongly consistent read. */
export async function getRaw(table: Table, key: Key): Promise<Record<string, unknown> | undefined> {
  const { Item } = await translating('dynamodb:GetItem', () =>
    table.client.send(new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true })),
  );
  return Item;
}

/**
 * Writes an item over the revision that was read, or as a new one (`revision` 0). Throws StaleWriteError when somebody else
 * wrote it in between. `index` holds the attributes by which an index finds the item.
 */
export async function putItem<T>(
  table: Table,
  key: Key,
  value: T,
  revision: number,
  index: Readonly<Record<string, string>> = {},
): Promise<Revised<T>> {
  const next = revision + 1;
  await translating('dynamodb:PutItem', () =>
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...key, ...index, schema: schemaOf(key.pk), revision: next, value },
        ...(revision === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } }),
      }),
    ),
  );
  return { value, revision: next };
}

/** Takes an item away as it was read. Throws StaleWriteError when somebody wrote it in between, or took it away. */
export async function deleteItem(table: Table, key: Key, revision: number): Promise<void> {
  await translating('dynamodb:DeleteItem', () =>
    table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: { ...key },
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: { ':read': revision },
      }),
    ),
  );
}

export interface QueryOptions {
  readonly newestFirst?: boolean;
  /** At most this many items; all of them, page by page, when it is missing. */
  readonly limit?: number;
  /** Only items whose sort key begins so. */
  readonly startingWith?: string;
}

/** The items of one partition, in the order of their sort keys. One that cannot be read makes all of them unreadable. */
export async function queryItems<T>(
  table: Table,
  partition: string,
  options: QueryOptions = {},
): Promise<readonly T[]> {
  return (await queryPartition(table, partition, options)).map((item) => unwrap<T>(item).value);
}

/** The sort keys of one partition's items, whether or not these can be read. */
export async function querySortKeys(
  table: Table,
  partition: string,
  options: QueryOptions = {},
): Promise<readonly string[]> {
  return (await queryPartition(table, partition, options)).map(({ sk }) => String(sk));
}

async function queryPartition(table: Table, partition: string, options: QueryOptions) {
  const { limit, newestFirst, startingWith } = options;
  const consistent = {
    ConsistentRead: true,
    ScanIndexForward: newestFirst !== true,
    ...(limit === undefined ? {} : { Limit: limit }),
  };
  const range = startingWith === undefined ? undefined : { sortKey: 'sk', startingWith };
  const items = await query(table, 'pk', partition, consistent, range);
  return items.slice(0, limit);
}

export interface Index {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/**
 * Keys of the items that stand in an index under this partition, in its order, with `upTo` only of those whose place in it is at
 * or before that. Indexes lag behind the table by moments.
 */
export async function queryIndex(
  table: Table,
  index: Index,
  partition: string,
  upTo?: string,
): Promise<readonly Key[]> {
  return indexKeys(table, index, partition, upTo === undefined ? undefined : { upTo });
}

/** The sort keys of the items whose place in an index is at or after `from`, in its order. */
export async function queryIndexSince(
  table: Table,
  index: Index,
  partition: string,
  from: string,
): Promise<readonly string[]> {
  return (await indexKeys(table, index, partition, { from })).map(({ sk }) => sk);
}

async function indexKeys(
  table: Table,
  index: Index,
  partition: string,
  bound: { readonly upTo: string } | { readonly from: string } | undefined,
): Promise<readonly Key[]> {
  const range = bound === undefined ? undefined : { sortKey: index.sortKey, ...bound };
  const items = await query(table, index.partitionKey, partition, { IndexName: index.name }, range);
  return items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
}

/** The sort keys alone, for a partition whose items all have the same partition key in the table. */
export async function queryIndexKeys(
  table: Table,
  index: Index,
  partition: string,
  upTo?: string,
): Promise<readonly string[]> {
  return (await queryIndex(table, index, partition, upTo)).map(({ sk }) => sk);
}

type Range = { readonly sortKey: string } & (
  | { readonly upTo: string }
  | { readonly from: string }
  | { readonly startingWith: string }
);

/** The items that are there, attributes and all, page by page. */
export async function query(
  table: Table,
  partitionKey: string,
  partition: string,
  options: Pick<QueryCommandInput, 'ConsistentRead' | 'IndexName' | 'Limit' | 'ScanIndexForward'>,
  range?: Range,
): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await translating('dynamodb:Query', () =>
      table.client.send(
        new QueryCommand({
          TableName: table.name,
          ...conditionOf(partitionKey, partition, range),
          ...options,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      ),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && (options.Limit === undefined || items.length < options.Limit));
  return items;
}

function boundOf(range: Range): readonly [condition: string, bound: string] {
  if ('upTo' in range) return ['#sort <= :bound', range.upTo];
  if ('from' in range) return ['#sort >= :bound', range.from];
  return ['begins_with(#sort, :bound)', range.startingWith];
}

function conditionOf(partitionKey: string, partition: string, range: Range | undefined) {
  if (range === undefined) {
    return {
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': partitionKey },
      ExpressionAttributeValues: { ':partition': partition },
    };
  }
  const [condition, bound] = boundOf(range);
  return {
    KeyConditionExpression: `#partition = :partition AND ${condition}`,
    ExpressionAttributeNames: { '#partition': partitionKey, '#sort': range.sortKey },
    ExpressionAttributeValues: { ':partition': partition, ':bound': bound },
  };
}

function unwrap<T>(item: Record<string, unknown>): Revised<T> {
  return { value: currentValue(item) as T, revision: item['revision'] as number };
}
