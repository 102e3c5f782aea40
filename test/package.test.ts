import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  loadAlone,
  type PackagedService,
  packageService,
  type Resource,
  type Statement,
} from './packaged-service.ts';
import { unzip } from './zip.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));
const functions = ['poll', 'feed'] as const;

let service: PackagedService;
beforeAll(async () => {
  service = await packageService(root);
});
afterAll(() => service.remove());

function resource(name: string): Resource {
  const found = service.resources[name];
  if (found === undefined) throw new Error(`The template has no ${name}.`);
  return found;
}

function ofType(type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(service.resources).filter(([, { Type }]) => Type === type);
}

function statementsOf(role: string): readonly Statement[] {
  return resource(role).Properties.Policies.flatMap((policy) => policy.PolicyDocument.Statement);
}

/** Every object anywhere below a value. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const part of Object.values(value)) yield* objectsIn(part);
}

describe('functions', () => {
  test.each([
    ['PollLambdaFunction', 'functions/poll/handler.handler', 'PollRole'],
    ['FeedLambdaFunction', 'functions/feed/handler.handler', 'FeedRole'],
  ])('%s runs on Node.js 24 and arm64 with a role of its own', (name, Handler, role) => {
    expect(resource(name).Properties).toMatchObject({
      Handler,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Role: { 'Fn::GetAtt': [role, 'Arn'] },
    });
  });

  test('know what they read and write', () => {
    expect(resource('PollLambdaFunction').Properties.Environment.Variables).toEqual({
      AMIWATCH_TABLE: { Ref: 'Table' },
      AMIWATCH_TOPIC_ARN: { Ref: 'AnnouncementsTopic' },
      AMIWATCH_REGIONS: expect.stringMatching(/^us-east-1(,[a-z]{2}-[a-z]+-\d){16}$/),
      AMIWATCH_GITHUB_TOKEN_PARAMETER: { Ref: 'GithubTokenParameter' },
    });
    expect(resource('FeedLambdaFunction').Properties.Environment.Variables).toEqual({
      AMIWATCH_TABLE: { Ref: 'Table' },
      AMIWATCH_PUBLIC_URL: '',
      AMIWATCH_WEBSUB_HUB: '',
    });
  });

  test('keep their logs for 30 days', () => {
    expect(ofType('AWS::Logs::LogGroup')).toHaveLength(functions.length);
    for (const [, { Properties }] of ofType('AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBe(30);
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
    ]);
    // A share of its own would make the deployment fail in an account whose quota is still the smallest.
    expect(poll).not.toHaveProperty('ReservedConcurrentExecutions');
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
      PollScheduleRole: [{ Service: 'scheduler.amazonaws.com' }],
    });
  });

  test('grant named actions on named resources; patterns are those of public parameters and images', () => {
    const statements = ofType('AWS::IAM::Role').flatMap(([name]) => statementsOf(name));
    expect(
      statements.flatMap((statement) => statement.Action).filter((action) => action.includes('*')),
    ).toEqual([]);
    const patterns = statements.filter((statement) => JSON.stringify(statement.Resource).includes('*'));
    const mayRead = (action: string, path: string) => ({
      Effect: 'Allow',
      Action: [action],
      Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:ssm:*::parameter/aws/service/${path}` },
    });
    expect(patterns).toEqual([
      mayRead('ssm:GetParameters', '*'),
      // EC2 takes no narrower one.
      { Effect: 'Allow', Action: ['ec2:DescribeImages'], Resource: '*' },
      mayRead('ssm:GetParametersByPath', 'eks/optimized-ami/*'),
    ]);
  });

  test('the feed can change nothing', () => {
    const actions = statementsOf('FeedRole').flatMap((statement) => statement.Action);
    expect(actions.sort()).toEqual([
      'dynamodb:GetItem',
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
        SSESpecification: { SSEEnabled: true },
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
      for (const { Value } of alarm.Dimensions)
        expect(resource(Value.Ref).Type).toBe('AWS::Lambda::Function');
    }
  });

  test('silence is an alarm', () => {
    expect(resource('PollerStoppedAlarm').Properties).toMatchObject({
      MetricName: 'Invocations',
      TreatMissingData: 'breaching',
    });
  });
});

describe('the template', () => {
  test('refers to nothing that it does not have', () => {
    const targets = [...objectsIn(service.resources)].flatMap((part) => {
      const { Ref, 'Fn::GetAtt': attribute } = part;
      return [Ref, Array.isArray(attribute) ? attribute[0] : undefined].filter(
        (each) => typeof each === 'string',
      );
    });
    const there = { ...service.resources, ...service.parameters };
    const missing = targets.filter((target) => !target.startsWith('AWS::') && !(target in there));
    expect(targets.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  const hasLinter = spawnSync('cfn-lint', ['--version']).status === 0;
  if (!hasLinter)
    console.warn('cfn-lint is not on the PATH: the template is checked by the other tests only.');
  test.skipIf(!hasLinter)('passes cfn-lint', async () => {
    // W3005: the framework names dependencies that references imply already.
    const linting = run('cfn-lint', [
      '-i',
      'W3005',
      '--',
      service.path('cloudformation-template-update-stack.json'),
    ]);
    await expect(linting).resolves.toMatchObject({ stdout: '' });
  });
});

describe('bundles', () => {
  test.each(functions)(
    '%s has only its own files, and loads in a fresh process, without node_modules',
    async (name) => {
      const files = unzip(await readFile(service.path(`${name}.zip`)));
      const folder = `functions/${name}/`;
      const paths = [...files.keys()];
      expect(paths).toContain(`${folder}handler.mjs`);
      expect(paths.filter((path) => !path.startsWith(folder))).toEqual([]);
      // EC2's client is as large as half of the rest: a cold start does not read it.
      expect(String(files.get(`${folder}handler.mjs`))).not.toContain('AuthorizeClientVpnIngress');

      expect(await loadAlone(files)).toBe('function\n');
    },
  );
});
