import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answersOf } from './answer.ts';
import { answerProblems } from './answer-problems.ts';
import { readFeedConfig } from './config.ts';
import { contextOf, type FeedContext } from './context.ts';
import { logFailure } from './log-failure.ts';

/** The feed as an HTTP API calls it. The context is made at the first call and kept for the warm ones. */
export function createHandler(makeContext: () => FeedContext, log = (error: unknown) => logFailure(error)) {
  let answer: ReturnType<typeof answersOf> | undefined;
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(answerProblems(log))
    .handler(async (event) => {
      answer ??= answersOf(makeContext());
      return answer(event);
    });
}

export const handler = createHandler(() => contextOf(readFeedConfig(process.env)));
