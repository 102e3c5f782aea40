import { ownKey, withOwnKey } from './own-key.ts';
import { refusePlainHttp } from './plain-http.ts';
import type { Resource } from './resource.ts';
import { setting } from './setting.ts';

/**
 * Where announcements go; teams subscribe here. Encrypted with the AWS-managed key, which costs nothing and which the
 * one publisher, the poll's role, can use. AWS services cannot publish to a topic with that key, and none has to.
 */
export const announcementsTopic = {
  Type: 'AWS::SNS::Topic',
  Condition: 'MakesTopic',
  Properties: {
    DisplayName: 'EKS AMI releases',
    KmsMasterKeyId: withOwnKey(ownKey, 'alias/aws/sns'),
  },
} satisfies Resource;

/** The account's own identities need no statement here: their policies are enough within one account. */
export const announcementsTopicPolicy = {
  Type: 'AWS::SNS::TopicPolicy',
  Condition: 'MakesTopic',
  Properties: {
    Topics: [{ Ref: 'AnnouncementsTopic' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [refusePlainHttp('sns:Publish', { Ref: 'AnnouncementsTopic' })],
    },
  },
} satisfies Resource;

/**
 * Where alarms go; those who run the watcher subscribe here. Not encrypted at rest without a key of one's own: CloudWatch cannot
 * publish to a topic with the AWS-managed key, and an alarm holds no more than its name.
 */
export const operatorsTopic = {
  Type: 'AWS::SNS::Topic',
  Properties: {
    DisplayName: 'AMI release watcher alarms',
    KmsMasterKeyId: withOwnKey(ownKey, { Ref: 'AWS::NoValue' }),
  },
} satisfies Resource;

export const operatorsTopicPolicy = {
  Type: 'AWS::SNS::TopicPolicy',
  Properties: {
    Topics: [{ Ref: 'OperatorsTopic' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AlarmsOfThisAccount',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: { Ref: 'OperatorsTopic' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
        refusePlainHttp('sns:Publish', { Ref: 'OperatorsTopic' }),
      ],
    },
  },
} satisfies Resource;

/** Somebody hears of alarms from the first day on; AWS asks that address to confirm first. */
export const operatorsSubscription = {
  Type: 'AWS::SNS::Subscription',
  Condition: 'HasOperatorsEmail',
  Properties: {
    TopicArn: { Ref: 'OperatorsTopic' },
    Protocol: 'email',
    Endpoint: setting('operatorsEmail'),
  },
} satisfies Resource;
