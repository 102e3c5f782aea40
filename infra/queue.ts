import { announcementsTopicArn } from './brought-along.ts';
import type { Resource } from './resource.ts';

/** Messages that nobody could read in five tries, or that the topic could not hand over; kept for two weeks. */
export const deliverDeadLetters = {
  Type: 'AWS::SQS::Queue',
  Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
} satisfies Resource;

/**
 * What the topic says to deliveries. A queue between them, and not the function itself: messages that fail can be moved back to it
 * from the dead letters by AWS's own means.
 */
export const deliverQueue = {
  Type: 'AWS::SQS::Queue',
  Properties: {
    SqsManagedSseEnabled: true,
    // Six times the function's time, as Lambda asks for: a message is not shown again while a run still has it.
    VisibilityTimeout: 720,
    RedrivePolicy: {
      deadLetterTargetArn: { 'Fn::GetAtt': ['DeliverDeadLetters', 'Arn'] },
      maxReceiveCount: 5,
    },
  },
} satisfies Resource;

/** The topic alone may put messages there. */
export const deliverQueuePolicy = {
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'DeliverQueue' }, { Ref: 'DeliverDeadLetters' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Announcements',
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          // Whichever of the two queues the policy stands at.
          Resource: '*',
          Condition: { ArnEquals: { 'aws:SourceArn': announcementsTopicArn } },
        },
      ],
    },
  },
} satisfies Resource;

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
