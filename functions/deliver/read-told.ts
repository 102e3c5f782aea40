import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { streams } from '../../shared/parameters/release-tag.ts';
import { type Problem, quoted } from '../../shared/problem.ts';

const toldSchema = z.object({ id: z.string().min(1).max(500), stream: z.enum(streams) });

interface Told {
  readonly told: readonly Pick<Announcement, 'id' | 'stream'>[];
  readonly problems: readonly Problem[];
}

/** The announcements that messages of the queue name. What they say of them is in the table, and is taken from there. */
export function readTold({ Records }: SQSEvent): Told {
  const read = Records.map(({ body, messageId }) => {
    const message = toldSchema.safeParse(parse(body));
    return message.success ? { told: [message.data], problems: [] } : strange(messageId, body);
  });
  return { told: read.flatMap(({ told }) => told), problems: read.flatMap(({ problems }) => problems) };
}

function strange(messageId: string, body: string): Told {
  const problem = {
    kind: 'message-strange',
    subject: messageId,
    message: `It names no announcement: ${quoted(body)}.`,
    remedy: 'Somebody else publishes to the topic of announcements; see docs/runbook.md#dead-letters.',
  };
  return { told: [], problems: [problem] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
