import type { PollContext } from '../functions/poll/context.ts';
import { PollFailedError } from '../functions/poll/fail-when-problems.ts';
import { createHandler } from '../functions/poll/handler.ts';
import type { PollResult } from '../functions/poll/poll.ts';
import { invocationContext, scheduledEvent } from '../infra/local/invoke.ts';

/**
 * The deployed poll with this context: its own handler, started as the schedule would at an instant. An invocation with
 * problems fails after all its work is done; a person sees both the work and the problems.
 */
export function pollOf(context: PollContext): (at: Date) => Promise<PollResult> {
  const handler = createHandler(
    () => context,
    () => {},
  );
  return async (at) => {
    try {
      return await handler(scheduledEvent(at), invocationContext('poll'));
    } catch (error) {
      if (error instanceof PollFailedError) return error.result;
      throw error;
    }
  };
}
