import { announcementsTopicArn } from './brought-along.ts';
import { ownKey, withOwnKey } from './own-key.ts';
import { refusePlainHttp } from './plain-http.ts';
import type { Resource } from './resource.ts';

/** Encrypted by SQS itself, or with the account's own key. */
const encryption = {
  SqsManagedSseEnabled: withOwnKey({ Ref: 'AWS::NoValue' }, true),
  KmsMasterKeyId: withOwnKey(ownKey, { Ref: 'AWS::NoValue' }),
};

/** Messages that nobody could read in five tries, or that the topic could not hand over; kept for two weeks. */
export const deliverDeadLetters = {
  Type: 'AWS::SQS::Queue',
  Properties: { MessageRetentionPeriod: 1_209_600, ...encryption },
} satisfies Resource;

/**
 * What the topic says to deliveries. A queue between them, and not the function itself: messages that fail can be moved back to it
 * from the dead letters by AWS's own means.
 */
export const deliverQueue = {
  Type: 'AWS::SQS::Queue',
  Properties: {
    ...encryption,
    // Six times the function's time, as Lambda asks for: a message is not shown again while a run still has it.
    VisibilityTimeout: 720,
    RedrivePolicy: {
      deadLetterTargetArn: { 'Fn::GetAtt': ['DeliverDeadLetters', 'Arn'] },
      maxReceiveCount: 5,
    },
  },
} satisfies Resource;

/** The topic alone may put messages into a queue, and nobody speaks to it over plain HTTP. */
function fromTopic(queue: string) {
  const arn = { 'Fn::GetAtt': [queue, 'Arn'] };
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: queue }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Announcements',
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arn,
            Condition: { ArnEquals: { 'aws:SourceArn': announcementsTopicArn } },
          },
          refusePlainHttp('sqs:*', arn),
        ],
      },
    },
  } satisfies Resource;
}

export const deliverQueuePolicy = fromTopic('DeliverQueue');
export const deliverDeadLettersPolicy = fromTopic('DeliverDeadLetters');

export const deliverSubscription = {
  Type: 'AWS::SNS::Subscription',
  Properties: {
    TopicArn: announcementsTopicArn,
    Protocol: 'sqs',
    Endpoint: { 'Fn::GetAtt': ['DeliverQueue', 'Arn'] },
    RawMessageDelivery: true,
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeliverDeadLetters', 'Arn'] } },
  },
} satisfies Resource;
