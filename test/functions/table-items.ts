import { readFile } from 'node:fs/promises';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Key, Table } from '../../shared/aws/table.ts';

type Item = Readonly<Record<string, unknown>> & Key;

/**
 * The table as it was left behind by the version before there were risks: two releases in two Regions, the second one announced. It was
 * written by that version.
 */
export async function putItemsOfSchema1(table: Table): Promise<void> {
  const path = new URL('../fixtures/table/items-of-schema-1.json', import.meta.url);
  const items = JSON.parse(await readFile(path, 'utf8')) as readonly Item[];
  for (const item of items) await putRaw(table, item);
}

export async function putRaw({ client, name }: Table, item: Item): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item: item }));
}

/** An item as it is in the table, with all its attributes. */
export async function readRaw({ client, name }: Table, key: Key): Promise<Item | undefined> {
  return (await client.send(new GetCommand({ TableName: name, Key: { ...key } }))).Item as Item | undefined;
}

/** Gives an item the schema of a version that is yet to come. */
export async function makeUnknown(table: Table, key: Key): Promise<void> {
  const item = await readRaw(table, key);
  await putRaw(table, {
    ...item,
    ...key,
    schema: 99,
    revision: item?.['revision'] ?? 1,
    value: 'of a later version',
  });
}
