import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { type Log, logToConsole } from '../../shared/aws/log.ts';
import { createContext, type DigestContext } from './context.ts';
import type { DigestResult } from './digest.ts';
import { failWhenProblems } from './fail-when-problems.ts';
import { readConfig, sendDigests } from './first-use.ts';

/** Digests as Lambda calls them, every hour. The context is made at the first call and kept for the warm ones. */
export function createHandler(
  makeContext: () => DigestContext | Promise<DigestContext>,
  log: Log = logToConsole,
) {
  let context: DigestContext | undefined;
  return middy<ScheduledEvent, DigestResult>()
    .use(failWhenProblems(log))
    .handler(async () => {
      context ??= await makeContext();
      return sendDigests(context);
    });
}

export const handler = createHandler(async () => createContext(await readConfig(process.env)));
