import { setting, settingList } from './setting.ts';

const isGiven = (value: unknown) => ({ 'Fn::Not': [{ 'Fn::Equals': [value, ''] }] });
const isMissing = (value: unknown) => ({ 'Fn::Equals': [value, ''] });

/** What of the template is made, by the settings that a deployment gives. */
export const conditions = {
  HasGithubToken: isGiven(setting('githubTokenParameter')),
  HasDigestIdentities: isGiven(settingList('digestIdentities')),
  HasDigestTopics: isGiven(settingList('digestTopics')),
  HasOperatorsEmail: isGiven(setting('operatorsEmail')),
  HasKmsKey: isGiven(setting('kmsKeyArn')),
  HasPermissionsBoundary: isGiven(setting('permissionsBoundary')),
  HasPollConcurrency: isGiven(setting('pollConcurrency')),
  HasFeedConcurrency: isGiven(setting('feedConcurrency')),
  HasPublicUrl: isGiven(setting('publicUrl')),
  MakesDashboard: { 'Fn::Equals': [setting('makeDashboard'), 'on'] },
  MakesTable: isMissing(setting('existingTableName')),
  MakesTopic: isMissing(setting('existingTopicArn')),
} as const;

export type Condition = keyof typeof conditions;
