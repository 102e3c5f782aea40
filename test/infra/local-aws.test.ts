import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, test } from 'vitest';
import { createResources, type LocalResources } from '../../infra/local/create-resources.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import { openWorkIndex, tableDefinition } from '../../infra/table.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (let next = undo.pop(); next !== undefined; next = undo.pop()) await next();
});

async function dataDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'amiwatch-'));
  undo.push(() => rm(directory, { recursive: true }));
  return directory;
}

async function start(options: { readonly dataDir?: string } = {}): Promise<LocalAws> {
  const local = await startLocalAws(options);
  undo.push(local.stop);
  return local;
}

function clients({ region, endpoints }: LocalAws) {
  return {
    dynamodb: new DynamoDBClient({ region, endpoint: endpoints.dynamodb, maxAttempts: 1 }),
    sns: new SNSClient({ region, endpoint: endpoints.sns, maxAttempts: 1 }),
    sqs: new SQSClient({ region, endpoint: endpoints.sqs, maxAttempts: 1 }),
    ssm: new SSMClient({ region, endpoint: endpoints.ssm, maxAttempts: 1 }),
  };
}

const release = (sk: string) => ({ pk: { S: 'release' }, sk: { S: sk } });
const open = { openWork: { S: 'open' }, openSince: { S: '2024-08-17' } };

async function openReleases(local: LocalAws, { tableName }: LocalResources): Promise<readonly unknown[]> {
  const query = new QueryCommand({
    TableName: tableName,
    IndexName: openWorkIndex,
    KeyConditionExpression: 'openWork = :open',
    ExpressionAttributeValues: { ':open': { S: 'open' } },
  });
  return (await clients(local).dynamodb.send(query)).Items ?? [];
}

/** The messages that wait in the queue, as the envelopes that SNS put them in. */
async function announcements(local: LocalAws, { queueUrl }: LocalResources): Promise<readonly unknown[]> {
  const receive = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 1,
  });
  const { Messages = [] } = await clients(local).sqs.send(receive);
  return Messages.map((message) => JSON.parse(message.Body ?? ''));
}

describe('the table', () => {
  test('is the table of the template', async () => {
    const local = await start();
    const { tableName } = await createResources(local);
    const { Table } = await clients(local).dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Table?.KeySchema).toEqual(tableDefinition.KeySchema);
    expect(Table?.BillingModeSummary?.BillingMode).toBe(tableDefinition.BillingMode);
    expect(Table?.GlobalSecondaryIndexes).toMatchObject(tableDefinition.GlobalSecondaryIndexes);
  });

  test('has open releases in its sparse index, by their keys, and refuses a second put', async () => {
    const local = await start();
    const resources = await createResources(local);
    const { dynamodb } = clients(local);
    const TableName = resources.tableName;
    const put = (Item: Record<string, { S: string }>) =>
      dynamodb.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
    const keys = { ...release('v20240817'), ...open };
    const owing = { ...keys, status: { S: 'detected' } };
    await put(owing);
    await put({ ...release('v20240807'), status: { S: 'detailed' } });
    expect(await openReleases(local, resources)).toEqual([keys]);
    await expect(put(owing)).rejects.toThrow(ConditionalCheckFailedException);
  });

  test('stays up when a client dies in the middle of a request', async () => {
    const local = await start();
    const resources = await createResources(local);
    for (const endpoint of Object.values(local.endpoints)) {
      const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(
        'POST / HTTP/1.1\r\nHost: local\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 99\r\n\r\n{',
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.resetAndDestroy();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await openReleases(local, resources)).toEqual([]);
  });
});

describe('the topic', () => {
  test('delivers to the queue in the SNS envelope, attributes and all', async () => {
    const local = await start();
    const resources = await createResources(local);
    const severity = { DataType: 'String', StringValue: 'high' };
    await clients(local).sns.send(
      new PublishCommand({
        TopicArn: resources.topicArn,
        Message: 'v20240817 is out',
        MessageAttributes: { severity },
      }),
    );
    expect(await announcements(local, resources)).toMatchObject([
      {
        Type: 'Notification',
        TopicArn: resources.topicArn,
        Message: 'v20240817 is out',
        MessageAttributes: { severity: { Type: 'String', Value: 'high' } },
      },
    ]);
  });
});

describe('a data directory', () => {
  test('is taken up again after a stop, with one subscription still and the new ports', async () => {
    const dataDir = await dataDirectory();
    const first = await start({ dataDir });
    const before = await createResources(first);
    const Item = { ...release('v20240817'), ...open };
    await clients(first).dynamodb.send(new PutItemCommand({ TableName: before.tableName, Item }));
    await clients(first).sns.send(new PublishCommand({ TopicArn: before.topicArn, Message: 'v20240817' }));
    await first.stop();

    const second = await start({ dataDir });
    const after = await createResources(second);
    expect(after.topicArn).toBe(before.topicArn);
    expect(after.queueUrl).toMatch(second.endpoints.sqs);
    expect(await openReleases(second, after)).toEqual([Item]);
    expect(await announcements(second, after)).toMatchObject([{ Message: 'v20240817' }]);
    const listed = await clients(second).sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: after.topicArn }),
    );
    expect(listed.Subscriptions).toHaveLength(1);

    // What comes later into what was there already is kept too.
    await clients(second).sns.send(new PublishCommand({ TopicArn: after.topicArn, Message: 'v20240828' }));
    await second.stop();
    const third = await start({ dataDir });
    expect(await announcements(third, await createResources(third))).toMatchObject([
      { Message: 'v20240828' },
    ]);
  });

  test('survives kill -9, and its lock does not outlive the process', async () => {
    const dataDir = await dataDirectory();
    const script = fileURLToPath(new URL('./local-aws-process.ts', import.meta.url));
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    undo.push(async () => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    expect(String(line)).toBe('stored\n');
    await expect(startLocalAws({ dataDir })).rejects.toThrow(`${dataDir} is in use by another process`);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const local = await start({ dataDir });
    const resources = await createResources(local);
    expect(await openReleases(local, resources)).toEqual([{ ...release('v20240817'), ...open }]);
    expect(await announcements(local, resources)).toMatchObject([{ Message: 'v20240817 is out' }]);
  });
});

describe('the embedded AWS', () => {
  test('starts twice at once, in memory, each on its own', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const [inOne, inOther] = await Promise.all([createResources(one), createResources(other)]);
    one.ssm.serve(
      new Map([['us-east-1', new Map([['/a', { value: 'a', version: 1, modified: new Date(0) }]])]]),
    );
    await clients(one).dynamodb.send(
      new PutItemCommand({ TableName: inOne.tableName, Item: { ...release('v20240817'), ...open } }),
    );
    expect(await openReleases(one, inOne)).toHaveLength(1);
    expect(await openReleases(other, inOther)).toHaveLength(0);
    const ask = () => new GetParametersCommand({ Names: ['/a'] });
    expect((await clients(one).ssm.send(ask())).Parameters).toHaveLength(1);
    expect((await clients(other).ssm.send(ask())).Parameters).toHaveLength(0);
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal);
  test.skipIf(outside === undefined)('cannot be reached from other machines', async () => {
    const local = await start();
    for (const endpoint of Object.values(local.endpoints)) {
      const socket = connect(Number(new URL(endpoint).port), outside?.address);
      await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
    }
  });
});
