import middy from '@middy/core';
import type { Context, ScheduledEvent, SQSEvent } from 'aws-lambda';
import { type Log, logToConsole } from '../../shared/aws/log.ts';
import { createContext, type DeliverContext } from './context.ts';
import { type DeliverResult, deliver } from './deliver.ts';
import { failWhenProblems } from './fail-when-problems.ts';
import { readConfig, readTold } from './first-use.ts';

/** Routes are inspected this often by runs that have nothing to deliver. */
const inspectEveryMs = 3_600_000;

/** Deliveries as Lambda calls them: a message of the queue says that something is new, the schedule that a minute has passed. */
export function createHandler(
  makeContext: () => DeliverContext | Promise<DeliverContext>,
  log: Log = logToConsole,
) {
  let context: DeliverContext | undefined;
  let inspectedAt = Number.NEGATIVE_INFINITY;
  return middy<SQSEvent | ScheduledEvent, DeliverResult, Error, Context>()
    .use(failWhenProblems(log))
    .handler(async (event, { getRemainingTimeInMillis: remainingMs }) => {
      context ??= await makeContext();
      if ('Records' in event) {
        const { problems, told } = await readTold(event);
        const result = await deliver(context, { told, inspect: false, remainingMs });
        return { ...result, problems: [...problems, ...result.problems] };
      }
      const now = context.now().getTime();
      const inspect = now - inspectedAt >= inspectEveryMs;
      const result = await deliver(context, { told: [], inspect, remainingMs });
      if (inspect) inspectedAt = now;
      return result;
    });
}

export const handler = createHandler(async () => createContext(await readConfig(process.env)));
