import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { type Log, logToConsole } from '../../shared/aws/log.ts';
import { createContext, type PollContext } from './context.ts';
import { failWhenProblems } from './fail-when-problems.ts';
import { poll, readConfig } from './first-use.ts';
import type { PollResult } from './poll.ts';

/** The poll as Lambda calls it. The context is made at the first call and kept for the warm ones. */
export function createHandler(
  makeContext: () => PollContext | Promise<PollContext>,
  log: Log = logToConsole,
) {
  let context: PollContext | undefined;
  return middy<ScheduledEvent, PollResult>()
    .use(failWhenProblems(log))
    .handler(async () => {
      context ??= await makeContext();
      return poll(context);
    });
}

export const handler = createHandler(async () => createContext(await readConfig(process.env)));
