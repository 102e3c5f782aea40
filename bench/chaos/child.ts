import type { SQSEvent } from 'aws-lambda';
import { createContext as deliverContext } from '../../functions/deliver/context.ts';
import { createHandler as deliverHandler } from '../../functions/deliver/handler.ts';
import { createContext as pollContext } from '../../functions/poll/context.ts';
import { createHandler as pollHandler } from '../../functions/poll/handler.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import type { LocalServices } from '../../shared/aws/clients.ts';
import type { Track } from '../../shared/parameters/track.ts';

/** What a run is about. */
export interface Stage {
  readonly services: LocalServices;
  readonly tableName: string;
  readonly topicArn: string;
  readonly routesPath: string;
  readonly sinkUrl: string;
  readonly tracks: readonly Track[];
}

export interface Job {
  readonly kind: 'poll' | 'deliver';
  readonly stage: Stage;
  /** ISO 8601: what the clock shows. */
  readonly now: string;
  /** Bodies of messages; without them it is the schedule that starts deliveries. */
  readonly messages?: readonly string[];
}

/** Longer than any answer that comes, so that a hanging one costs little. */
const timeoutMs = 300;

let now = new Date(0);
let made: { readonly key: string; readonly handlers: ReturnType<typeof handlersOf> } | undefined;

/** The deployed handlers; nothing but the places, the clock and the pace differ. */
function handlersOf({ routesPath, services, sinkUrl, tableName, topicArn, tracks }: Stage) {
  const limits = { pendingAfterMs: 3_600_000, giveUpAfterMs: 86_400_000 };
  const poll = pollContext({ tableName, topicArn, regions: [services.region], tracks, limits }, services);
  const places = { ...services, slackApi: `${sinkUrl}/api`, slackHosts: [new URL(sinkUrl).host] };
  const made = deliverContext({ tableName, routesPath }, places, () => now);
  const deliver = {
    ...made,
    sleep: async () => {},
    post: (url: string, body: string, options?: Parameters<typeof made.post>[2]) =>
      made.post(url, body, { timeoutMs, ...options }),
  };
  return {
    poll: pollHandler(() => ({ ...poll, now: () => now })),
    deliver: deliverHandler(() => deliver),
  };
}

async function work({ kind, messages, now: clock, stage }: Job): Promise<void> {
  now = new Date(clock);
  const key = `${stage.tableName} ${stage.sinkUrl}`;
  if (made?.key !== key) made = { key, handlers: handlersOf(stage) };
  const context = invocationContext(kind);
  if (kind === 'poll') await made.handlers.poll(scheduledEvent(now), context);
  else await made.handlers.deliver(messages === undefined ? scheduledEvent(now) : eventOf(messages), context);
}

function eventOf(messages: readonly string[]): SQSEvent {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  };
  return {
    Records: messages.map((body, index) => ({
      messageId: String(index),
      receiptHandle: '',
      body,
      attributes,
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: 'us-east-1',
    })),
  };
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
process.send?.('ready');
