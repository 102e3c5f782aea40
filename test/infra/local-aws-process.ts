import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { createResources } from '../../infra/local/create-resources.ts';
import { startLocalAws } from '../../infra/local/start-local-aws.ts';

/** A process that stores an item and an announcement in the data directory it is given, says so, and waits to be killed. */
const [dataDir = ''] = process.argv.slice(2);
const local = await startLocalAws({ dataDir });
const { tableName, topicArn } = await createResources(local);
const { region, endpoints } = local;
const Item = {
  pk: { S: 'release' },
  sk: { S: 'v20240817' },
  openWork: { S: 'open' },
  openSince: { S: '2024-08-17' },
};
await new DynamoDBClient({ region, endpoint: endpoints.dynamodb }).send(
  new PutItemCommand({ TableName: tableName, Item }),
);
await new SNSClient({ region, endpoint: endpoints.sns }).send(
  new PublishCommand({ TopicArn: topicArn, Message: 'v20240817 is out' }),
);
process.stdout.write('stored\n');
