import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Announcement } from '../announce/announcement.ts';
import { translating } from './errors.ts';

/**
 * Publishes an announcement to the topic as JSON, with the attributes that subscription filters go by. SNS may deliver
 * it more than once, and so may a poll that dies before it can note the success: subscribers drop repeats by `id`.
 */
export async function publish(
  client: SNSClient,
  topicArn: string,
  announcement: Announcement,
): Promise<void> {
  const { id, kind, release, severity } = announcement;
  const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
  await translating('sns:Publish', () =>
    client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subjectOf(announcement),
        Message: JSON.stringify(announcement),
        MessageAttributes: {
          id: attribute(id),
          kind: attribute(kind),
          release: attribute(release),
          severity: attribute(severity),
        },
      }),
    ),
  );
}

/** SNS takes ASCII subjects of at most 100 characters. */
export function subjectOf({ severity, release, headline }: Announcement): string {
  const words = `[${severity}] EKS AMI ${release}: ${headline}`.replaceAll('→', '->').replaceAll('–', '-');
  return words.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100);
}
