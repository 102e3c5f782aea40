import type { SQSEvent } from 'aws-lambda';
import { createContext as deliverContext } from '../../functions/deliver/context.ts';
import { createHandler as deliverHandler } from '../../functions/deliver/handler.ts';
import { createContext as pollContext } from '../../functions/poll/context.ts';
import { createHandler as pollHandler } from '../../functions/poll/handler.ts';
import type { LocalServices } from '../../shared/aws/clients.ts';
import type { Log } from '../../shared/aws/log.ts';
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

/** Longer than any answer that comes, so that a hanging one costs little. */
const timeoutMs = 300;

/** The deployed handlers; nothing but the places, the clock and the pace differ. */
export function handlersOf(
  { routesPath, services, sinkUrl, tableName, topicArn, tracks }: Stage,
  now: () => Date,
  log?: Log,
) {
  const limits = { pendingAfterMs: 3_600_000, giveUpAfterMs: 86_400_000 };
  const poll = pollContext({ tableName, topicArn, regions: [services.region], tracks, limits }, services);
  const places = { ...services, slackApi: `${sinkUrl}/api`, slackHosts: [new URL(sinkUrl).host] };
  const made = deliverContext({ tableName, routesPath }, places, now);
  const deliver = {
    ...made,
    sleep: async () => {},
    post: (url: string, body: string, options?: Parameters<typeof made.post>[2]) =>
      made.post(url, body, { timeoutMs, ...options }),
  };
  return {
    poll: pollHandler(() => ({ ...poll, now }), log),
    deliver: deliverHandler(() => deliver, log),
    table: deliver.table,
  };
}

/** Messages as the queue hands them to the function. */
export function eventOf(messages: readonly string[]): SQSEvent {
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
