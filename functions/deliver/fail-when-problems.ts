import type middy from '@middy/core';
import type { Context, ScheduledEvent, SQSEvent } from 'aws-lambda';
import type { Log, LogEntry } from '../../shared/aws/log.ts';
import { measured } from '../../shared/aws/measures.ts';
import { ProblemsError } from '../../shared/problem.ts';
import type { DeliverResult } from './deliver.ts';

/** Something could not be done at all. Everything else was done, and what is owed is in the table. */
export class DeliverFailedError extends ProblemsError<DeliverResult> {
  override readonly name = 'DeliverFailedError';
}

/** What the other side of a route did wrong has alarms of its own, which count these lines of the log. */
const othersFault: ReadonlySet<string> = new Set([
  'delivery-refused',
  'delivery-unseen',
  'route-refused',
  'delivery-overdue',
]);
/** What a message of the queue is kept for, and ends among the dead letters at last. All else is seen by the next scheduled run too. */
const repeated: ReadonlySet<string> = new Set(['announcement-failed', 'message-strange']);

/** Says every delivery and problem in the log, and fails for what went wrong on our side. */
export function failWhenProblems(
  log: Log,
): middy.MiddlewareObj<SQSEvent | ScheduledEvent, DeliverResult, Error, Context> {
  return {
    after: ({ context, event, response }) => {
      if (response === null || response === undefined) return;
      const { delivered, problems } = response;
      for (const problem of problems) log({ level: 'error', event: 'problem', ...problem });
      for (const one of delivered) log({ level: 'info', event: 'delivered', ...one });
      if (delivered.length + problems.length > 0) log(done(response, context.functionName));
      const failing = problems.filter(({ kind }) =>
        'Records' in event ? repeated.has(kind) : !othersFault.has(kind),
      );
      if (failing.length > 0) throw new DeliverFailedError(response, failing);
    },
  };
}

/** The last line of a run, with the numbers that alarms go by. */
function done({ delivered, problems }: DeliverResult, functionName: string): LogEntry {
  const count = (...kinds: readonly string[]) => problems.filter(({ kind }) => kinds.includes(kind)).length;
  return measured(
    { level: 'info', event: 'deliveries-done', tried: delivered.length, problems: problems.length },
    functionName,
    {
      DeliveriesSent: delivered.filter(({ outcome }) => outcome === 'sent').length,
      DeliveriesRefused: count('delivery-refused', 'delivery-unseen', 'route-refused'),
      DeliveriesOverdue: count('delivery-overdue'),
    },
  );
}
