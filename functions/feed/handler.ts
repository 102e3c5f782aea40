import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerProblems } from './answer-problems.ts';
import { contextInLambda } from './context.ts';
import type { FeedContext } from './feed-context.ts';
import { answersOf } from './first-use.ts';
import { logFailure } from './log-failure.ts';

/** The feed as an HTTP API calls it. The context is made at the first call and kept for the warm ones. */
export function createHandler(
  makeContext: () => FeedContext | Promise<FeedContext>,
  log = (error: unknown) => logFailure(error),
) {
  let answering: ReturnType<typeof answersOf> | undefined;
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(answerProblems(log))
    .handler(async (event) => {
      answering ??= begin(makeContext).catch((error: unknown) => {
        answering = undefined;
        throw error;
      });
      return (await answering)(event);
    });
}

async function begin(makeContext: () => FeedContext | Promise<FeedContext>) {
  return answersOf(await makeContext());
}

export const handler = createHandler(() => contextInLambda(process.env));
