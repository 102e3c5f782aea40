import { announcementsTopicArn, tableArn } from './brought-along.ts';
import { role, rolePolicy, type Statement } from './role.ts';
import { openWorkIndex } from './table.ts';

/** Lines into the function's own log group, which the template creates. */
export function writeLogs(logGroup: string): Statement {
  return {
    Sid: 'WriteLogs',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
  };
}

const readTable: Statement = {
  Sid: 'ReadTable',
  Action: ['dynamodb:GetItem', 'dynamodb:Query'],
  Resource: tableArn,
};

const readAndWriteTable: Statement = {
  Sid: 'ReadAndWriteTable',
  Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
  Resource: tableArn,
};

const findOpenWork: Statement = {
  Sid: 'FindOpenWork',
  Action: ['dynamodb:Query'],
  Resource: { 'Fn::Join': ['/', [tableArn, 'index', openWorkIndex]] },
};

/** A public parameter. It belongs to no account, and one poll reads every Region. */
function publicParameter(path: string) {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:ssm:*::parameter/aws/service/${path}` };
}

/** A parameter or secret of this account, below what belongs to this stage. */
function ofStage(service: string, name: string) {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${name}` };
}

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: the stage of the deployment. */
/** Lists what people configure below a path. */
function listParameters(sid: string, folder: string): Statement {
  const path = `parameter/amiwatch/\${sls:stage}/${folder}`;
  return {
    Sid: sid,
    Action: ['ssm:GetParametersByPath'],
    Resource: [ofStage('ssm', path), ofStage('ssm', `${path}/*`)],
    wildcard: `People name the parameters below ${folder} after the deployment; nothing else is kept there.`,
  };
}

export const pollRole = role('lambda.amazonaws.com', 'poll', [
  writeLogs('PollLogGroup'),
  {
    Sid: 'ReadPublicParameters',
    Action: ['ssm:GetParameters'],
    Resource: publicParameter('eks/optimized-ami/*'),
    wildcard:
      'One poll reads every Region, and tracks that come later; public parameters belong to no account.',
  },
  {
    Sid: 'ListPublicParameters',
    Action: ['ssm:GetParametersByPath'],
    Resource: publicParameter('eks/optimized-ami/*'),
    wildcard:
      'Listing is for what cannot be asked for by name: variants that nobody knows of, and images of the past.',
  },
  {
    Sid: 'DescribeImages',
    Action: ['ec2:DescribeImages'],
    Resource: '*',
    wildcard:
      'EC2 takes no narrower resource for it. Of public images everybody sees as much; of private ones, those of this account.',
  },
  readAndWriteTable,
  findOpenWork,
  { Sid: 'Announce', Action: ['sns:Publish'], Resource: announcementsTopicArn },
]);

export const feedRole = role('lambda.amazonaws.com', 'feed', [
  writeLogs('FeedLogGroup'),
  readTable,
  findOpenWork,
]);

/** Reads routes and their secrets, and nothing else of the account's parameters. A KMS key of its own needs a grant beside this. */
export const deliverRole = role('lambda.amazonaws.com', 'deliver', [
  writeLogs('DeliverLogGroup'),
  {
    Sid: 'TakeMessages',
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    Resource: { 'Fn::GetAtt': ['DeliverQueue', 'Arn'] },
  },
  readAndWriteTable,
  findOpenWork,
  listParameters('ListRoutes', 'routes'),
  {
    Sid: 'ReadSecretParameters',
    Action: ['ssm:GetParameters'],
    Resource: [
      ofStage('ssm', 'parameter/amiwatch/${sls:stage}/secrets/*'),
      ofStage('ssm', 'parameter/aws/reference/secretsmanager/amiwatch/${sls:stage}/*'),
    ],
    wildcard: 'Routes name their secrets after the deployment; nothing but them is kept below these paths.',
  },
  {
    Sid: 'ReadSecrets',
    Action: ['secretsmanager:GetSecretValue'],
    Resource: ofStage('secretsmanager', 'secret:amiwatch/${sls:stage}/*'),
    wildcard: 'As for secrets in parameters; and Secrets Manager ends each ARN in six characters of its own.',
  },
]);

/** Reads lists, announcements and how far each list has come. What it may send is what the deployment names, below. */
export const digestRole = role('lambda.amazonaws.com', 'digest', [
  writeLogs('DigestLogGroup'),
  readAndWriteTable,
  listParameters('ListDigests', 'digests'),
]);
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: the stage of the deployment. */

/** Lets the poll read that one parameter. A KMS key of the account's own needs a grant of its own beside this. */
export const githubTokenPolicy = rolePolicy('PollRole', 'github-token', 'HasGithubToken', {
  Sid: 'ReadGithubToken',
  Action: ['ssm:GetParameter'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
  Resource: ofStage('ssm', 'parameter${GithubTokenParameter}'),
});

/** Digests go to what a parameter of the template names, and nowhere while it names nothing. */
export const digestMailPolicy = rolePolicy('DigestRole', 'ses-SendEmail', 'HasDigestIdentities', {
  Sid: 'SendDigests',
  Action: ['ses:SendEmail'],
  Resource: { Ref: 'DigestIdentities' },
});

export const digestTopicPolicy = rolePolicy('DigestRole', 'sns-Publish', 'HasDigestTopics', {
  Sid: 'PublishDigests',
  Action: ['sns:Publish'],
  Resource: { Ref: 'DigestTopics' },
});

/** Starts one function and nothing else. The condition keeps schedules of other accounts from using the role. */
export function scheduleRole(name: string, target: string) {
  return role(
    'scheduler.amazonaws.com',
    name,
    [
      {
        Sid: 'StartFunction',
        Action: ['lambda:InvokeFunction'],
        Resource: { 'Fn::GetAtt': [target, 'Arn'] },
      },
    ],
    { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } },
  );
}

export const pollScheduleRole = scheduleRole('start-poll', 'PollLambdaFunction');
export const deliverScheduleRole = scheduleRole('start-deliveries', 'DeliverLambdaFunction');
export const digestScheduleRole = scheduleRole('start-digests', 'DigestLambdaFunction');
