import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Announcement } from '../../shared/announce/announcement.ts';

/** A subscriber of the topic that hears each announcement once, although SNS and SQS may say it more often. */
export interface Inbox {
  /** Takes messages until all these ids have been heard, now or in an earlier run. */
  readonly hear: (ids: readonly string[]) => Promise<void>;
  readonly heard: () => ReadonlySet<string>;
}

/** Announcements reach the queue within milliseconds; one that takes this long is lost, and that must be seen. */
const patienceMs = 20_000;

/**
 * Reads the queue and tells each announcement that it has not told before. `journal` keeps what was told over restarts. It
 * is open already and written in the same breath as the telling, so that a kill can hardly come between the two; if one
 * does, the announcement is told again rather than lost.
 */
export function openInbox(
  sqs: SQSClient,
  queueUrl: string,
  tell: (announcement: Announcement) => void,
  journal: string | undefined,
): Inbox {
  const told = new Set<string>(journal !== undefined && existsSync(journal) ? linesOf(journal) : []);
  const written = journal === undefined ? undefined : openSync(journal, 'a');
  const take = async (waitSeconds: number): Promise<void> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: 1,
      }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      const announcement = announcementIn(Body ?? '');
      if (!told.has(announcement.id)) {
        const line = `${announcement.id}\n`;
        tell(announcement);
        if (written !== undefined) writeSync(written, line);
        told.add(announcement.id);
      }
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  };
  return {
    heard: () => told,
    hear: async (ids) => {
      const deadline = Date.now() + patienceMs;
      while (ids.some((id) => !told.has(id))) {
        if (Date.now() > deadline)
          throw new Error(`Announced, and never arrived: ${ids.filter((id) => !told.has(id)).join(', ')}`);
        await take(1);
      }
    },
  };
}

/** Lines that were written whole: a kill can cut the last one short. */
function linesOf(journal: string): readonly string[] {
  return readFileSync(journal, 'utf8').split('\n').slice(0, -1);
}

/** The announcement in an SNS envelope, as it stands in a queue without raw delivery. */
function announcementIn(body: string): Announcement {
  const envelope = JSON.parse(body) as { Message: string };
  return JSON.parse(envelope.Message) as Announcement;
}
