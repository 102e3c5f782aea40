import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { pollFunction } from '../functions/poll/function.ts';
import { stageForm } from '../infra/settings/stage.ts';
import {
  loadAlone,
  type PackagedService,
  packageService,
  packagingHookMs,
  type Statement,
} from './packaged-service.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const tableName = { 'Fn::If': ['MakesTable', { Ref: 'Table' }, { Ref: 'ExistingTableName' }] };
const functions = ['poll', 'deliver', 'digest', 'feed'] as const;

let service: PackagedService;
beforeAll(async () => {
  service = await packageService(root);
}, packagingHookMs);

const resource: PackagedService['resource'] = (name) => service.resource(name);
const ofType: PackagedService['ofType'] = (type) => service.ofType(type);

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

  test('have names that Lambda takes at the longest stage', () => {
    const stages = Array.from({ length: 64 }, (_, length) => 'a'.repeat(length)).filter((stage) =>
      stageForm.test(stage),
    );
    const longest = stages.at(-1)?.length ?? 0;
    expect(longest).toBeGreaterThan(20);
    for (const [, { Properties }] of ofType('AWS::Lambda::Function'))
      expect(Properties.FunctionName.length - 'prod'.length + longest).toBeLessThanOrEqual(64);
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

interface Widget {
  readonly properties: { readonly alarms?: readonly string[] };
}

const sectionOf = ({ AlarmName }: { readonly AlarmName: string }) => AlarmName.replace('amiwatch-prod-', '');

describe('alarms', () => {
  test('tell the operators, and have a section in the runbook', async () => {
    const runbook = await readFile(join(root, 'docs', 'runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^## (\S+)$/gm)].map(([, section]) => section);
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    // Those that the setting `account` brings are not in this template, and are looked at with it.
    const always = sections.filter((section) => section?.startsWith('account-') === false);
    expect(alarms.map(sectionOf).sort()).toEqual(always.sort());
    for (const alarm of alarms) {
      const tell = [{ Ref: 'OperatorsTopic' }];
      expect(alarm).toMatchObject({ AlarmActions: tell, OKActions: tell });
      expect(alarm.AlarmDescription).toContain(`docs/runbook.md#${sectionOf(alarm)}.`);
    }
  });

  test.each([
    ['PollerStoppedAlarm', 'Polls'],
    ['DeliverStoppedAlarm', 'Invocations'],
    ['DigestsStoppedAlarm', 'Invocations'],
  ])('%s: silence is an alarm', (name, MetricName) => {
    expect(resource(name).Properties).toMatchObject({ MetricName, TreatMissingData: 'breaching' });
  });

  test('throttling is seen of the table, of its index and of the feed', () => {
    const { Metrics } = resource('ThrottledAlarm').Properties;
    const seen = Metrics.flatMap(({ MetricStat }) =>
      MetricStat === undefined ? [] : [MetricStat.Metric],
    ).map(({ Dimensions, MetricName }) => [MetricName, ...Dimensions.map(({ Name }) => Name)].join(' '));
    expect(seen).toEqual([
      'ReadThrottleEvents TableName',
      'WriteThrottleEvents TableName',
      'ReadThrottleEvents TableName GlobalSecondaryIndexName',
      'WriteThrottleEvents TableName GlobalSecondaryIndexName',
      'Throttles FunctionName',
    ]);
  });

  test('are on the dashboard, with numbers of what there is', () => {
    const [body] = resource('Dashboard').Properties.DashboardBody['Fn::Sub'];
    const { widgets } = JSON.parse(body) as { readonly widgets: readonly Widget[] };
    const shown = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    expect(shown).toEqual(ofType('AWS::CloudWatch::Alarm').map(([name]) => `\${${name}.Arn}`));
    const names = [...body.matchAll(/\$\{(\w+)[.}]/g)].map(([, name]) => name);
    expect(names.filter((name = '') => name !== 'TableName' && !(name in service.resources))).toEqual([]);
    expect(widgets.length).toBeGreaterThan(6);
  });
});

test('the policy for whoever deploys has every service of the template', async () => {
  const services: Readonly<Record<string, string>> = {
    ApiGatewayV2: 'apigateway',
    CloudWatch: 'cloudwatch',
    DynamoDB: 'dynamodb',
    IAM: 'iam',
    Lambda: 'lambda',
    Logs: 'logs',
    S3: 's3',
    SNS: 'sns',
    SQS: 'sqs',
    Scheduler: 'scheduler',
  };
  const { Statement } = JSON.parse(await readFile(join(root, 'docs/policies/deploy.json'), 'utf8')) as {
    readonly Statement: readonly Statement[];
  };
  const granted = new Set(Statement.flatMap(({ Action }) => Action.map((action) => action.split(':')[0])));
  const types = Object.values(service.resources).map(({ Type }) => Type.split('::')[1] ?? '');
  const needed = [...new Set(types)].map((type) => services[type] ?? type);
  expect(needed.filter((name) => !granted.has(name))).toEqual([]);
  expect(granted).toEqual(new Set([...needed, 'cloudformation']));
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
