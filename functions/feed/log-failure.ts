import { type Log, logToConsole } from '../../shared/aws/log.ts';

/** One line of the log for what went wrong inside; the answer says nothing of it. */
export function logFailure(error: unknown, log: Log = logToConsole): void {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  log({ level: 'error', event: 'answer-failed', message, stack });
}
