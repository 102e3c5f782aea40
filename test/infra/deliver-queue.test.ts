import { expect, test } from 'vitest';
import { deliverFunction } from '../../functions/deliver/function.ts';
import { announcementsTopicArn } from '../../infra/brought-along.ts';
import {
  deliverDeadLettersPolicy,
  deliverQueue,
  deliverQueuePolicy,
  deliverSubscription,
} from '../../infra/queue.ts';

const letters = { 'Fn::GetAtt': ['DeliverDeadLetters', 'Arn'] };

test('the queue hears the topic, raw, and what fails five times is among the dead letters', () => {
  expect(deliverSubscription.Properties).toMatchObject({
    TopicArn: announcementsTopicArn,
    RawMessageDelivery: true,
    RedrivePolicy: { deadLetterTargetArn: letters },
  });
  expect(deliverQueue.Properties.RedrivePolicy).toEqual({ deadLetterTargetArn: letters, maxReceiveCount: 5 });
});

test('a message is not shown again while a run still has it', () => {
  expect(deliverQueue.Properties.VisibilityTimeout).toBe(6 * deliverFunction.timeout);
  expect(deliverFunction.events).toEqual([
    { sqs: { arn: { 'Fn::GetAtt': ['DeliverQueue', 'Arn'] }, batchSize: 10 } },
  ]);
});

test.each([
  ['DeliverQueue', deliverQueuePolicy],
  ['DeliverDeadLetters', deliverDeadLettersPolicy],
])('the topic alone puts messages into %s', (name, policy) => {
  const arn = { 'Fn::GetAtt': [name, 'Arn'] };
  expect(policy.Properties.Queues).toEqual([{ Ref: name }]);
  expect(policy.Properties.PolicyDocument.Statement).toMatchObject([
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Resource: arn,
      Condition: { ArnEquals: { 'aws:SourceArn': announcementsTopicArn } },
    },
    { Effect: 'Deny', Resource: arn },
  ]);
});
