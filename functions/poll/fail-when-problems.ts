import type middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import type { Log } from '../../shared/aws/log.ts';
import { measured } from '../../shared/aws/measures.ts';
import { ProblemsError } from '../../shared/problem.ts';
import type { PollResult } from './poll.ts';

/** Some items of a poll failed. All others were worked on; the failed ones are tried again at the next poll. */
export class PollFailedError extends ProblemsError<PollResult> {
  override readonly name = 'PollFailedError';
}

/** A failed item makes the whole invocation fail once all others are done, so that the alarm on errors sees it. */
export function failWhenProblems(log: Log): middy.MiddlewareObj<ScheduledEvent, PollResult> {
  return {
    after: ({ context, response }) => {
      if (response === null || response === undefined) return;
      const { failedRegions, problems, published, releases, unparsed, waiting } = response;
      for (const problem of problems) log({ level: 'error', event: 'problem', ...problem });
      const ids = published.map(({ id }) => id);
      log(
        measured(
          { level: 'info', event: 'polled', releases, published: ids, waiting },
          context.functionName,
          {
            Polls: 1,
            RegionsFailed: failedRegions.length,
            NotesUnparsed: unparsed.length,
            Announcements: published.length,
          },
        ),
      );
      if (problems.length > 0) throw new PollFailedError(response, problems);
    },
  };
}
