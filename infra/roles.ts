import { announcementsTopicArn, tableArn } from './brought-along.ts';
import type { Resource } from './resource.ts';
import { openWorkIndex } from './table.ts';

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: unknown;
}

/** A role that one AWS service can take, for this account only, and that may do what the statements say. */
function role(service: string, name: string, statements: readonly Statement[], trust: object = {}) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', ...trust }],
      },
      Policies: [
        {
          PolicyName: name,
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
          },
        },
      ],
    },
  } satisfies Resource;
}

/** Lines into the function's own log group, which the template creates. */
function writeLogs(logGroup: string): Statement {
  return {
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
  };
}

export const pollRole = role('lambda.amazonaws.com', 'poll', [
  writeLogs('PollLogGroup'),
  {
    // One poll reads every Region, so the Region is open; public parameters belong to no account.
    Action: ['ssm:GetParameters'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
    Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:*::parameter/aws/service/*' },
  },
  // EC2 knows no narrower resource for descriptions of images; what it shows of public ones, it shows to everybody.
  { Action: ['ec2:DescribeImages'], Resource: '*' },
  {
    // Listing is for what cannot be asked for by name: variants that nobody knows of, and images of the past.
    Action: ['ssm:GetParametersByPath'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
    Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:*::parameter/aws/service/eks/optimized-ami/*' },
  },
  {
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    Resource: tableArn,
  },
  { Action: ['dynamodb:Query'], Resource: { 'Fn::Join': ['/', [tableArn, 'index', openWorkIndex]] } },
  { Action: ['sns:Publish'], Resource: announcementsTopicArn },
]);

/** Lets the poll read that one parameter. A KMS key of the account's own needs a grant of its own beside this. */
export const githubTokenPolicy = {
  Type: 'AWS::IAM::RolePolicy',
  Condition: 'HasGithubToken',
  Properties: {
    RoleName: { Ref: 'PollRole' },
    PolicyName: 'github-token',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['ssm:GetParameter'],
          Resource: {
            'Fn::Sub':
              // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution.
              'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${GithubTokenParameter}',
          },
        },
      ],
    },
  },
} satisfies Resource;

export const feedRole = role('lambda.amazonaws.com', 'feed', [
  writeLogs('FeedLogGroup'),
  { Action: ['dynamodb:Query'], Resource: tableArn },
]);

/** A parameter or secret of this account, below what belongs to this stage. */
function ofStage(service: string, name: string) {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${name}` };
}

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: the stage of the deployment. */
/** Reads routes and their secrets, and nothing else of the account's parameters. A KMS key of its own needs a grant beside this. */
export const deliverRole = role('lambda.amazonaws.com', 'deliver', [
  writeLogs('DeliverLogGroup'),
  {
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    Resource: { 'Fn::GetAtt': ['DeliverQueue', 'Arn'] },
  },
  { Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], Resource: tableArn },
  { Action: ['dynamodb:Query'], Resource: { 'Fn::Join': ['/', [tableArn, 'index', openWorkIndex]] } },
  {
    Action: ['ssm:GetParametersByPath'],
    Resource: [
      ofStage('ssm', 'parameter/amiwatch/${sls:stage}/routes'),
      ofStage('ssm', 'parameter/amiwatch/${sls:stage}/routes/*'),
    ],
  },
  {
    Action: ['ssm:GetParameters'],
    Resource: [
      ofStage('ssm', 'parameter/amiwatch/${sls:stage}/secrets/*'),
      ofStage('ssm', 'parameter/aws/reference/secretsmanager/amiwatch/${sls:stage}/*'),
    ],
  },
  {
    Action: ['secretsmanager:GetSecretValue'],
    Resource: ofStage('secretsmanager', 'secret:amiwatch/${sls:stage}/*'),
  },
]);

/** Reads lists, announcements and how far each list has come. What it may send is what the deployment names, below. */
export const digestRole = role('lambda.amazonaws.com', 'digest', [
  writeLogs('DigestLogGroup'),
  { Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], Resource: tableArn },
  {
    Action: ['ssm:GetParametersByPath'],
    Resource: [
      ofStage('ssm', 'parameter/amiwatch/${sls:stage}/digests'),
      ofStage('ssm', 'parameter/amiwatch/${sls:stage}/digests/*'),
    ],
  },
]);
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: the stage of the deployment. */

/** Lets digests go to what a parameter of the template names, and nowhere while it names nothing. */
function maySend(action: string, condition: string, parameter: string) {
  return {
    Type: 'AWS::IAM::RolePolicy',
    Condition: condition,
    Properties: {
      RoleName: { Ref: 'DigestRole' },
      PolicyName: action.replace(':', '-'),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: [action], Resource: { Ref: parameter } }],
      },
    },
  } satisfies Resource;
}

export const digestMailPolicy = maySend('ses:SendEmail', 'HasDigestIdentities', 'DigestIdentities');
export const digestTopicPolicy = maySend('sns:Publish', 'HasDigestTopics', 'DigestTopics');

/** Starts one function and nothing else. The condition keeps schedules of other accounts from using the role. */
function scheduleRole(name: string, target: string) {
  return role(
    'scheduler.amazonaws.com',
    name,
    [{ Action: ['lambda:InvokeFunction'], Resource: { 'Fn::GetAtt': [target, 'Arn'] } }],
    { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } },
  );
}

export const pollScheduleRole = scheduleRole('start-poll', 'PollLambdaFunction');
export const deliverScheduleRole = scheduleRole('start-deliveries', 'DeliverLambdaFunction');
export const digestScheduleRole = scheduleRole('start-digests', 'DigestLambdaFunction');
