import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { tableDefinition } from '../table.ts';
import { repairIndex } from './repair-index.ts';
import type { LocalAws } from './start-local-aws.ts';

/** The names that the resources are created under. */
export interface ResourceNames {
  readonly table: string;
  readonly topic: string;
  /** The queue that hears every announcement. */
  readonly queue: string;
}

export interface LocalResources {
  readonly tableName: string;
  readonly topicArn: string;
  readonly queueUrl: string;
}

const defaultNames: ResourceNames = {
  table: 'amiwatch',
  topic: 'amiwatch-announcements',
  queue: 'amiwatch-terminal',
};

/** The embedded services check no credentials, but a signed request must have some. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * Creates what the template creates: the table, with the very definition of infra/table.ts, and the topic; and a queue
 * that is subscribed to the topic (SNS envelope, no raw delivery). What exists already, from an earlier run on the same
 * data directory, is used as it is.
 */
export async function createResources(local: LocalAws, names = defaultNames): Promise<LocalResources> {
  const [, messaging] = await Promise.all([
    createTable(local, names.table),
    createSubscribedTopic(local, names.topic, names.queue),
  ]);
  return { tableName: names.table, ...messaging };
}

/**
 * A process that was killed in the very moment in which it created the table leaves a table that stays in creation. There is
 * nothing in it to lose: start again without its folder.
 */
export class TableNeverActiveError extends Error {
  override readonly name = 'TableNeverActiveError';
}

/** Backups, encryption at rest and deletion protection are matters of the deployed table; the embedded one has none. */
export async function createTable({ region, endpoints }: LocalAws, name: string): Promise<void> {
  const client = new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials });
  try {
    await client
      .send(new CreateTableCommand({ TableName: name, ...tableDefinition }))
      .catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
      });
    const waiting = { client, minDelay: 1, maxDelay: 1, maxWaitTime: 5 };
    await waitUntilTableExists(waiting, { TableName: name }).catch(async (cause: unknown) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      // Anything else that keeps a table from answering says nothing of what is in it.
      if (Table?.TableStatus !== 'CREATING') throw cause;
      throw new TableNeverActiveError(`The table ${name} never became active.`, { cause });
    });
    for (const { KeySchema } of tableDefinition.GlobalSecondaryIndexes) {
      for (const { AttributeName, KeyType } of KeySchema) {
        if (KeyType === 'HASH') await repairIndex(client, name, AttributeName);
      }
    }
  } finally {
    client.destroy();
  }
}

/** A topic that nobody is subscribed to: what is published there is kept nowhere. Gives its ARN. */
export async function createTopic({ region, endpoints }: LocalAws, name: string): Promise<string> {
  const sns = new SNSClient({ region, endpoint: endpoints.sns, credentials });
  try {
    const { TopicArn: topicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    if (topicArn === undefined) throw new Error(`The topic ${name} was created without an ARN.`);
    return topicArn;
  } finally {
    sns.destroy();
  }
}

async function createSubscribedTopic(
  local: LocalAws,
  topic: string,
  queue: string,
): Promise<{ readonly topicArn: string; readonly queueUrl: string }> {
  const { region, endpoints } = local;
  const topicArn = await createTopic(local, topic);
  const sns = new SNSClient({ region, endpoint: endpoints.sns, credentials });
  const sqs = new SQSClient({ region, endpoint: endpoints.sqs, credentials });
  try {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queue }));
    // A queue from an earlier run still bears that run's port; its path is what counts.
    const queueUrl = `${endpoints.sqs}${new URL(QueueUrl ?? '').pathname}`;
    const asked = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] });
    const { QueueArn: queueArn } = (await sqs.send(asked)).Attributes ?? {};
    const subscription = { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn };
    await sns.send(new SubscribeCommand({ ...subscription, Attributes: { RawMessageDelivery: 'false' } }));
    return { topicArn, queueUrl };
  } finally {
    sns.destroy();
    sqs.destroy();
  }
}
