import type middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import type { Log } from '../../shared/aws/log.ts';
import { measured } from '../../shared/aws/measures.ts';
import { ProblemsError } from '../../shared/problem.ts';
import type { DigestResult } from './digest.ts';

/** Some lists did not get what they are owed. All others did; the failed ones are tried again within the hour. */
export class DigestFailedError extends ProblemsError<DigestResult> {
  override readonly name = 'DigestFailedError';
}

/** A list that failed makes the whole invocation fail once all others are done, so that the alarm on errors sees it. */
export function failWhenProblems(log: Log): middy.MiddlewareObj<ScheduledEvent, DigestResult> {
  return {
    after: ({ context, response }) => {
      if (response === null || response === undefined) return;
      const { problems, sent } = response;
      for (const problem of problems) log({ level: 'error', event: 'problem', ...problem });
      for (const one of sent) log({ level: 'info', event: 'digest-sent', ...one });
      const entry = {
        level: 'info',
        event: 'digests-done',
        sent: sent.length,
        problems: problems.length,
      } as const;
      log(measured(entry, context.functionName, { DigestsSent: sent.length }));
      if (problems.length > 0) throw new DigestFailedError(response, problems);
    },
  };
}
