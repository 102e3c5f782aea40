import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsError, StaleWriteError } from '../../shared/aws/errors.ts';
import { UnknownItemSchemaError } from '../../shared/aws/item-schema.ts';
import { getItem, putItem, queryItems, type Table } from '../../shared/aws/table.ts';
import { startWorld, type World } from '../functions/world.ts';

let world: World;
let table: Table;
beforeAll(async () => {
  world = await startWorld();
  table = world.context.table;
});
afterAll(() => world.stop());

describe('a write', () => {
  const key = { pk: 'P', sk: 'conditional' };

  test('of a new item fails when there is one', async () => {
    expect(await putItem(table, key, 'first', 0)).toEqual({ value: 'first', revision: 1 });
    await expect(putItem(table, key, 'second', 0)).rejects.toThrow(StaleWriteError);
    expect(await getItem(table, key)).toEqual({ value: 'first', revision: 1 });
  });

  test('over a revision fails when somebody else wrote it in between', async () => {
    await putItem(table, key, 'theirs', 1);
    await expect(putItem(table, key, 'ours', 1)).rejects.toThrow(StaleWriteError);
    expect(await getItem(table, key)).toEqual({ value: 'theirs', revision: 2 });
  });

  test('to a table that is not there names the operation and keeps the cause', async () => {
    const failed = putItem({ ...table, name: 'no-such-table' }, key, 'x', 0);
    await expect(failed).rejects.toThrow(AwsError);
    await expect(failed).rejects.toMatchObject({
      operation: 'dynamodb:PutItem',
      cause: { name: 'ResourceNotFoundException' },
    });
  });
});

test('an item of another version is not read as if it were of this one', async () => {
  const key = { pk: 'P', sk: 'future' };
  const Item = { ...key, schema: 2, revision: 1, value: 'x' };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
  await expect(getItem(table, key)).rejects.toThrow(UnknownItemSchemaError);
  await expect(getItem(table, key)).rejects.toThrow('P future has schema 2, and this version reads 1');
});

test('a query goes on over pages, and stops at its limit', async () => {
  const large = 'x'.repeat(300_000);
  for (const sk of ['1', '2', '3', '4', '5']) await putItem(table, { pk: 'Q', sk }, `${sk}${large}`, 0);
  const first = (values: readonly string[]) => values.map((value) => value[0]);
  expect(first(await queryItems<string>(table, 'Q'))).toEqual(['1', '2', '3', '4', '5']);
  expect(first(await queryItems<string>(table, 'Q', { newestFirst: true, limit: 4 }))).toEqual([
    '5',
    '4',
    '3',
    '2',
  ]);
});
