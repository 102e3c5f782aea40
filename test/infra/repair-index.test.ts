import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createResources } from '../../infra/local/create-resources.ts';
import { startLocalAws } from '../../infra/local/start-local-aws.ts';
import { openWorkIndex } from '../../infra/table.ts';

/** The store below the embedded DynamoDB, opened as that opens it. */
interface Store {
  readonly keys: () => AsyncIterable<string>;
  readonly del: (key: string) => Promise<void>;
  readonly close: () => Promise<void>;
}
const requireOfServer = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { Level } = requireOfServer('level') as { readonly Level: new (path: string) => Store };

test('an item that its index has forgotten is found again after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'amiwatch-'));
  const queried = async (put: boolean) => {
    const local = await startLocalAws({ dataDir });
    const { tableName } = await createResources(local);
    const client = new DynamoDBClient({ region: local.region, endpoint: local.endpoints.dynamodb });
    const key = { pk: { S: 'RELEASE' }, sk: { S: 'v20240817' } };
    const Item = { ...key, openWork: { S: 'OPEN' }, openSince: { S: '2024' } };
    if (put) await client.send(new PutItemCommand({ TableName: tableName, Item }));
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: openWorkIndex,
        KeyConditionExpression: 'openWork = :open',
        ExpressionAttributeValues: { ':open': { S: 'OPEN' } },
      }),
    );
    client.destroy();
    await local.stop();
    return Items.map(({ sk }) => sk?.S);
  };
  try {
    expect(await queried(true)).toEqual(['v20240817']);
    const store = new Level(join(dataDir, 'dynamodb'));
    const forgotten: string[] = [];
    for await (const key of store.keys()) if (key.includes('index-global')) forgotten.push(key);
    expect(forgotten).toHaveLength(1);
    for (const key of forgotten) await store.del(key);
    await store.close();
    expect(await queried(false)).toEqual(['v20240817']);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
