import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { type Log, logToConsole } from '../../shared/aws/log.ts';
import { readConfig } from './config.ts';
import { createContext, type PollContext } from './context.ts';
import { failWhenProblems } from './fail-when-problems.ts';
import { type PollResult, poll } from './poll.ts';

/** The poll as Lambda calls it. The context is made at the first call and kept for the warm ones. */
export function createHandler(makeContext: () => PollContext, log: Log = logToConsole) {
  let context: PollContext | undefined;
  return middy<ScheduledEvent, PollResult>()
    .use(failWhenProblems(log))
    .handler(async () => {
      context ??= makeContext();
      return poll(context);
    });
}

export const handler = createHandler(() => createContext(readConfig(process.env)));
