import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { pollFunction } from '../functions/poll/function.ts';
import {
  loadAlone,
  type PackagedService,
  packageService,
  patternsOf,
  type Statement,
} from './packaged-service.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const tableName = { 'Fn::If': ['MakesTable', { Ref: 'Table' }, { Ref: 'ExistingTableName' }] };
const functions = ['poll', 'deliver', 'digest', 'feed'] as const;

let service: PackagedService;
beforeAll(async () => {
  service = await packageService(root);
}, 120_000);

const resource: PackagedService['resource'] = (name) => service.resource(name);
const ofType: PackagedService['ofType'] = (type) => service.ofType(type);
const statementsOf = (role: string): readonly Statement[] =>
  resource(role).Properties.Policies.flatMap((policy) => policy.PolicyDocument.Statement);

describe('functions', () => {
  test.each(functions)('%s runs on Node.js 24 and arm64 with a role of its own', (name) => {
    const logical = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    expect(resource(`${logical}LambdaFunction`).Properties).toMatchObject({
      Handler: `functions/${name}/handler.handler`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Role: { 'Fn::GetAtt': [`${logical}Role`, 'Arn'] },
    });
  });

  test('know what they read and write', () => {
    expect(resource('PollLambdaFunction').Properties.Environment.Variables).toEqual({
      ...pollFunction.environment,
      AMIWATCH_TABLE: tableName,
      AMIWATCH_TOPIC_ARN: {
        'Fn::If': ['MakesTopic', { Ref: 'AnnouncementsTopic' }, { Ref: 'ExistingTopicArn' }],
      },
      AMIWATCH_REGIONS: { 'Fn::Join': [',', { Ref: 'Regions' }] },
      AMIWATCH_GITHUB_TOKEN_PARAMETER: { Ref: 'GithubTokenParameter' },
      AMIWATCH_PUBLIC_URL: {
        'Fn::If': ['HasPublicUrl', { Ref: 'PublicUrl' }, { 'Fn::GetAtt': ['HttpApi', 'ApiEndpoint'] }],
      },
    });
    const address = { AMIWATCH_PUBLIC_URL: { Ref: 'PublicUrl' }, AMIWATCH_WEBSUB_HUB: { Ref: 'WebsubHub' } };
    for (const [name, own] of [
      ['Deliver', { AMIWATCH_ROUTES: '/amiwatch/prod/routes', ...address }],
      ['Digest', { AMIWATCH_DIGESTS: '/amiwatch/prod/digests' }],
      ['Feed', address],
    ] as const) {
      const variables = { AMIWATCH_TABLE: tableName, ...own };
      expect(resource(`${name}LambdaFunction`).Properties.Environment.Variables).toEqual(variables);
    }
  });

  test('keep their logs for 30 days, unless the settings say otherwise', () => {
    expect(service.parameters['LogRetentionDays']).toMatchObject({ Default: 30 });
    expect(ofType('AWS::Logs::LogGroup')).toHaveLength(functions.length);
    for (const [, { Properties }] of ofType('AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toEqual({ Ref: 'LogRetentionDays' });
  });

  test('the feed may be read and nothing else, with a limit', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
    const reads = ['GET', 'HEAD', 'OPTIONS'].flatMap((method) => [`${method} /`, `${method} /{proxy+}`]);
    expect(routes.sort()).toEqual(reads);
    const limit = { ThrottlingRateLimit: expect.any(Number), ThrottlingBurstLimit: expect.any(Number) };
    expect(resource('HttpApiStage').Properties.DefaultRouteSettings).toEqual(limit);
    expect(ofType('AWS::Lambda::Url')).toEqual([]);
  });
});

describe('the schedule', () => {
  test('starts a poll every five minutes and repeats nothing', () => {
    const poll = resource('PollLambdaFunction').Properties;
    expect(resource('PollSchedule').Properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Target: {
        Arn: { 'Fn::GetAtt': ['PollLambdaFunction', 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    });
    expect(ofType('AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => Properties)).toMatchObject([
      { FunctionName: { Ref: 'PollLambdaFunction' }, MaximumRetryAttempts: 0 },
      { FunctionName: { Ref: 'DeliverLambdaFunction' }, MaximumRetryAttempts: 0 },
      { FunctionName: { Ref: 'DigestLambdaFunction' }, MaximumRetryAttempts: 0 },
    ]);
    // A share of its own would make the deployment fail in an account whose quota is still the smallest.
    expect(poll).toMatchObject({
      ReservedConcurrentExecutions: {
        'Fn::If': ['HasPollConcurrency', { Ref: 'PollConcurrency' }, { Ref: 'AWS::NoValue' }],
      },
    });
    expect(service.parameters['PollConcurrency']).toMatchObject({ Default: '' });
    expect(poll.Timeout).toBeLessThan(300);
  });
});

describe('roles', () => {
  test('every role is written here, and is taken by one service', () => {
    const takers = ofType('AWS::IAM::Role').map(([name, { Properties }]) => [
      name,
      Properties.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal),
    ]);
    expect(Object.fromEntries(takers)).toEqual({
      PollRole: [{ Service: 'lambda.amazonaws.com' }],
      FeedRole: [{ Service: 'lambda.amazonaws.com' }],
      DeliverRole: [{ Service: 'lambda.amazonaws.com' }],
      DigestRole: [{ Service: 'lambda.amazonaws.com' }],
      PollScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
      DeliverScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
      DigestScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
    });
  });

  test('grant named actions on named resources; patterns are those of public parameters and of what is ours', () => {
    const statements = ofType('AWS::IAM::Role').flatMap(([name]) => statementsOf(name));
    expect(statements.flatMap(({ Action }) => Action).join()).not.toContain('*');
    const patterns = statements.flatMap(patternsOf);
    /* biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution. */
    expect(patterns).toEqual([
      'ssm:GetParameters ssm:*::parameter/aws/service/*',
      'ssm:GetParametersByPath ssm:*::parameter/aws/service/eks/optimized-ami/*',
      'ssm:GetParametersByPath ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/prod/routes/*',
      'ssm:GetParameters ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/prod/secrets/*',
      'ssm:GetParameters ssm:${AWS::Region}:${AWS::AccountId}:parameter/aws/reference/secretsmanager/amiwatch/prod/*',
      'secretsmanager:GetSecretValue secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:amiwatch/prod/*',
      'ssm:GetParametersByPath ssm:${AWS::Region}:${AWS::AccountId}:parameter/amiwatch/prod/digests/*',
    ]);
    /* biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's own substitution. */
    const wide = statements.filter(({ Resource }) => Resource === '*');
    expect(wide, 'EC2 takes no narrower one').toMatchObject([{ Action: ['ec2:DescribeImages'] }]);
  });

  test('the feed can change nothing', () => {
    const actions = statementsOf('FeedRole').flatMap((statement) => statement.Action);
    expect([...new Set(actions)].sort()).toEqual([
      'dynamodb:Query',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });
});

describe('data', () => {
  test('the table outlives the stack, is encrypted and can be restored', () => {
    expect(resource('Table')).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      },
    });
  });

  test('every topic refuses plain HTTP, and announcements are encrypted', () => {
    expect(resource('AnnouncementsTopic').Properties.KmsMasterKeyId).toBe('alias/aws/sns');
    const policies = ofType('AWS::SNS::TopicPolicy').map(([, { Properties }]) => Properties);
    for (const [topic] of ofType('AWS::SNS::Topic')) {
      const policy = policies.find(({ Topics }) => Topics[0]?.Ref === topic);
      expect(policy?.PolicyDocument.Statement).toContainEqual({
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: { Ref: topic },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });
});

describe('alarms', () => {
  test('watch functions that exist, tell the operators, and have a section in the runbook', async () => {
    const runbook = await readFile(join(root, 'docs', 'runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^## (\S+)$/gm)].map(([, section]) => section);
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    expect(alarms.map((alarm) => alarm.AlarmName.replace('amiwatch-prod-', '')).sort()).toEqual(
      sections.sort(),
    );
    for (const alarm of alarms) {
      expect(alarm.AlarmActions).toEqual([{ Ref: 'OperatorsTopic' }]);
      const { Dimensions, MetricName, Namespace } = alarm;
      const filters = ofType('AWS::Logs::MetricFilter').flatMap(
        ([, { Properties }]) => Properties.MetricTransformations,
      );
      for (const { Value } of Dimensions)
        expect(resource(Value.Ref ?? Value['Fn::GetAtt']?.[0] ?? '').Type).toMatch(/^AWS::(Lambda|SQS)::/);
      if (Dimensions.length === 0)
        expect(filters).toContainEqual({ MetricName, MetricNamespace: Namespace, MetricValue: '1' });
    }
  });

  test.each(['PollerStoppedAlarm', 'DeliverStoppedAlarm'])('%s: silence is an alarm', (name) => {
    const silence = { MetricName: 'Invocations', TreatMissingData: 'breaching' };
    expect(resource(name).Properties).toMatchObject(silence);
  });
});

describe('the template', () => {
  const hasLinter = spawnSync('cfn-lint', ['--version']).status === 0;
  if (!hasLinter) console.warn('cfn-lint is not on the PATH: other tests alone check the template.');
  test.skipIf(!hasLinter)('passes cfn-lint', async () => {
    // W3005: the framework names dependencies that references imply already.
    const template = service.path('cloudformation-template-update-stack.json');
    const linting = run('cfn-lint', ['-i', 'W3005', '--', template]);
    await expect(linting).resolves.toMatchObject({ stdout: '' });
  });
});

describe('bundles', () => {
  test.each(functions)(
    '%s has only its own files, and loads in a fresh process, without node_modules',
    async (name) => {
      const { files, stdout } = await loadAlone(service.path(`${name}.zip`));
      const folder = `functions/${name}/`;
      expect([...files.keys()].filter((path) => !path.startsWith(folder))).toEqual([]);
      // EC2's client is as large as half of the rest: a cold start does not read it.
      expect(String(files.get(`${folder}handler.mjs`))).not.toContain('AuthorizeClientVpnIngress');
      expect(stdout).toBe('function\n');
    },
  );
});
