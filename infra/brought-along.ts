import { setting } from './setting.ts';

/* The table and the topic: those of the template, or those that a deployment brings along. */

export const tableName = { 'Fn::If': ['MakesTable', { Ref: 'Table' }, setting('existingTableName')] };

export const tableArn = {
  'Fn::If': [
    'MakesTable',
    { 'Fn::GetAtt': ['Table', 'Arn'] },
    {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
      'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${ExistingTableName}',
    },
  ],
};

export const announcementsTopicArn = {
  'Fn::If': ['MakesTopic', { Ref: 'AnnouncementsTopic' }, setting('existingTopicArn')],
};
