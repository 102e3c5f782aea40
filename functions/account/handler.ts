import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { type Log, logToConsole } from '../../shared/aws/log.ts';
import { type AccountContext, createContext } from './context.ts';
import { failWhenProblems } from './fail-when-problems.ts';
import { readAccount, readConfig } from './first-use.ts';
import type { AccountResult } from './read-account.ts';

/** Reading the account as Lambda calls it, every day. The context is made at the first call and kept for the warm ones. */
export function createHandler(
  makeContext: () => AccountContext | Promise<AccountContext>,
  log: Log = logToConsole,
) {
  let context: AccountContext | undefined;
  return middy<ScheduledEvent, AccountResult>()
    .use(failWhenProblems(log))
    .handler(async () => {
      context ??= await makeContext();
      return readAccount(context);
    });
}

export const handler = createHandler(async () => createContext(await readConfig(process.env)));
