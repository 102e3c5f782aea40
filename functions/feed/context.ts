import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../shared/aws/read-environment.ts';
import type { FeedContext } from './feed-context.ts';
import { feedContext, readFeedConfig } from './first-use.ts';

/** The context in Lambda. */
export async function contextInLambda(environment: Environment): Promise<FeedContext> {
  const { hub, publicUrl, tableName } = await readFeedConfig(environment);
  // Two tries of a second each: whoever waits for a feed has gone by then.
  const client = new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return feedContext({
    table: { client: DynamoDBDocumentClient.from(client), name: tableName },
    hub,
    publicUrl,
  });
}
