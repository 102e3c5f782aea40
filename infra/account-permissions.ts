import { tableArn } from './brought-along.ts';
import { useKey } from './own-key.ts';
import { role } from './role.ts';
import { scheduleRole, writeLogs } from './roles.ts';

/** What is of the account in these Regions, as EKS names it. */
function ofEks(regions: readonly string[], kind: string) {
  return regions.map((region) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:eks:${region}:\${AWS::AccountId}:${kind}/*`,
  }));
}

/** Reads what EKS and EC2 say of node groups, and keeps setups of the fleet. Of the account it can change nothing. */
function accountRole(regions: readonly string[]) {
  const inRegions = { StringEquals: { 'aws:RequestedRegion': regions } };
  return role('lambda.amazonaws.com', 'account', [
    writeLogs('AccountLogGroup'),
    {
      Sid: 'ListClusters',
      Action: ['eks:ListClusters'],
      Resource: '*',
      Condition: inRegions,
      wildcard: 'EKS takes no narrower resource for it. The Regions are those of the setting.',
    },
    {
      Sid: 'ListNodeGroups',
      Action: ['eks:ListNodegroups'],
      Resource: ofEks(regions, 'cluster'),
      wildcard: 'Clusters come and go; every one of these Regions is read.',
    },
    {
      Sid: 'DescribeNodeGroups',
      Action: ['eks:DescribeNodegroup'],
      Resource: ofEks(regions, 'nodegroup'),
      wildcard: 'Node groups come and go, and each has an id of EKS at the end of its ARN.',
    },
    {
      Sid: 'ReadLaunchTemplates',
      Action: ['ec2:DescribeLaunchTemplateVersions'],
      Resource: '*',
      Condition: inRegions,
      wildcard:
        'EC2 takes no narrower resource for it. The function asks for the versions that node groups use, and for no other.',
    },
    {
      Sid: 'KeepFleet',
      Action: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      Resource: tableArn,
      // The one partition of the table that has setups: nothing that polls or deliveries go by.
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['FLEET'] } },
    },
  ]);
}

/** What is permitted beside `permissions` where the setting `account` names these Regions. */
export function accountPermissions(regions: readonly string[]) {
  return {
    AccountRole: accountRole(regions),
    AccountKeyPolicy: useKey('AccountRole', ['kms:Decrypt'], ['dynamodb']),
    AccountScheduleRole: scheduleRole('start-account', 'AccountLambdaFunction'),
  } as const;
}
