import type middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import type { Log } from '../../shared/aws/log.ts';
import { ProblemsError } from '../../shared/problem.ts';
import type { AccountResult } from './read-account.ts';

/** Something of the account could not be read or kept. All else was; what failed stays as it was, and is tried again the next day. */
export class AccountFailedError extends ProblemsError<AccountResult> {
  override readonly name = 'AccountFailedError';
}

/** A node group that failed makes the whole invocation fail once all others are done, so that the alarm on errors sees it. */
export function failWhenProblems(log: Log): middy.MiddlewareObj<ScheduledEvent, AccountResult> {
  return {
    after: ({ response }) => {
      if (response === null || response === undefined) return;
      const { nodeGroups, problems, removed, written } = response;
      for (const problem of problems) log({ level: 'error', event: 'problem', ...problem });
      log({
        level: 'info',
        event: 'account-read',
        nodeGroups,
        written,
        removed,
        problems: problems.length,
      });
      if (problems.length > 0) throw new AccountFailedError(response, problems);
    },
  };
}
