import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { translating } from './errors.ts';
import { asciiSubject } from './publish.ts';
import { type SendOutcome, sending } from './send-outcome.ts';

/** Publishes words for people to a topic, the same for every protocol. */
export function publishText(
  client: SNSClient,
  topicArn: string,
  message: { readonly subject: string; readonly text: string },
): Promise<SendOutcome> {
  const command = new PublishCommand({
    TopicArn: topicArn,
    Subject: asciiSubject(message.subject),
    Message: message.text,
  });
  return sending(() => translating('sns:Publish', () => client.send(command)));
}
