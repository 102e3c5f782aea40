import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Announcement } from '../announce/announcement.ts';
import { attributesOf } from '../announce/attributes.ts';
import { mailText } from '../announce/mail.ts';
import { translating } from './errors.ts';

/**
 * Publishes an announcement to the topic: programs get it as JSON, mail readers as prose, telephones the subject; each with the
 * attributes that subscription filters go by. SNS may deliver it more than once, and so may a poll that dies before it can note
 * the success: subscribers drop repeats by `id`.
 */
export async function publish(
  client: SNSClient,
  topicArn: string,
  announcement: Announcement,
): Promise<void> {
  const subject = subjectOf(announcement);
  await translating('sns:Publish', () =>
    client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        MessageStructure: 'json',
        Message: JSON.stringify({
          default: JSON.stringify(announcement),
          email: mailText(announcement),
          sms: subject,
        }),
        MessageAttributes: messageAttributes(announcement),
      }),
    ),
  );
}

function messageAttributes(announcement: Announcement): Record<string, MessageAttributeValue> {
  const attributes = Object.entries(attributesOf(announcement)).map(([name, value]) => [
    name,
    typeof value === 'string'
      ? { DataType: 'String', StringValue: value }
      : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
  ]);
  return Object.fromEntries(attributes);
}

/** SNS takes subjects of at most 100 characters. */
const subjectLimit = 100;

/** The subject of a message: how grave it is, the release, and as many words of the headline as SNS takes, in ASCII. */
export function subjectOf({ severity, release, headline }: Announcement): string {
  return asciiSubject(`[${severity}] EKS AMI ${release}: ${headline}`);
}

/** Words as SNS takes them as a subject: one line of ASCII that ends with a whole clause, or at least a word. */
export function asciiSubject(words: string): string {
  const line = words
    .replaceAll('→', '->')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\x20-\x7e]/g, '?');
  if (line.length <= subjectLimit) return line;
  const start = line.slice(0, subjectLimit - ' ...'.length + 1);
  // Half a clause, `no known ...`, can say the opposite of the whole one.
  const clause = Math.max(...[', ', ': ', '; '].map((mark) => start.lastIndexOf(mark)));
  const end = [clause, start.lastIndexOf(' '), start.length - 1].find((at) => at > subjectLimit * 0.6);
  return `${start.slice(0, end)} ...`;
}
