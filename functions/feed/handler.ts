import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Table } from '../../shared/aws/table.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { answer, type FeedContext } from './answer.ts';

/** The feed as an HTTP API calls it. The context is made at the first call and kept for the warm ones. */
export function createHandler(makeContext: () => FeedContext) {
  let context: FeedContext | undefined;
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
    context ??= makeContext();
    return answer(context, event);
  });
}

export const handler = createHandler(() => ({ table: tableOf(process.env), entries: behaviourChanges }));

function tableOf(environment: Readonly<Record<string, string | undefined>>): Table {
  const name = environment['AMIWATCH_TABLE'];
  if (!name)
    throw new Error('The feed’s environment is wrong: AMIWATCH_TABLE is missing. See docs/configuration.md.');
  return { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), name };
}
