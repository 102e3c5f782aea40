import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { eventOf, handlersOf, type Stage } from './handlers.ts';

export interface Job {
  readonly kind: 'poll' | 'deliver';
  readonly stage: Stage;
  /** ISO 8601: what the clock shows. */
  readonly now: string;
  /** Bodies of messages; without them it is the schedule that starts deliveries. */
  readonly messages?: readonly string[];
}

let now = new Date(0);
let made: { readonly key: string; readonly handlers: ReturnType<typeof handlersOf> } | undefined;

async function work({ kind, messages, now: clock, stage }: Job): Promise<void> {
  now = new Date(clock);
  const key = `${stage.tableName} ${stage.sinkUrl}`;
  if (made?.key !== key) made = { key, handlers: handlersOf(stage, () => now) };
  const context = invocationContext(kind);
  if (kind === 'poll') await made.handlers.poll(scheduledEvent(now), context);
  else await made.handlers.deliver(messages === undefined ? scheduledEvent(now) : eventOf(messages), context);
}

process.on('message', (job: Job) => {
  work(job).then(
    () => process.send?.('done'),
    (error: unknown) => {
      // The log is searched for secrets, and a failed job is what the next one is there for.
      console.error(error);
      process.send?.('failed');
    },
  );
});
// A campaign that is ended leaves nobody behind.
process.on('disconnect', () => process.exit());
process.send?.('ready');
