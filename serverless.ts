import type { AWS } from 'osls';
import { accountFiles, accountFunction } from './functions/account/function.ts';
import { deliverFunction } from './functions/deliver/function.ts';
import { digestFunction } from './functions/digest/function.ts';
import { feedFunction } from './functions/feed/function.ts';
import { pollFunction } from './functions/poll/function.ts';
import { accountResources } from './infra/account.ts';
import { alarms } from './infra/alarms.ts';
import { announcementsTopicArn, tableName } from './infra/brought-along.ts';
import { conditions } from './infra/conditions.ts';
import { dashboard } from './infra/dashboard.ts';
import { permissions } from './infra/permissions.ts';
import { deliverDeadLetters, deliverQueue, deliverSubscription } from './infra/queue.ts';
import { onRemoval, tableOnRemoval } from './infra/removal.ts';
import { deliverSchedule, digestSchedule, pollSchedule } from './infra/schedule.ts';
import { setting } from './infra/setting.ts';
import { readSettings } from './infra/settings/read-settings.ts';
import { checkTarget, targetOf } from './infra/settings/target.ts';
import { templateParameters } from './infra/settings/template-parameters.ts';
import { table } from './infra/table.ts';
import { announcementsTopic, operatorsSubscription, operatorsTopic } from './infra/topic.ts';

const settings = readSettings(process.env, process.cwd());
checkTarget(targetOf(process.argv.slice(2), process.env), settings);

const readsAccount = settings.account !== undefined;
const accountRegions = settings.account?.regions ?? [];

const functionNames = ['poll', 'deliver', 'digest', 'feed', ...(readsAccount ? ['account'] : [])];

/** A bundle has several files, and each function takes along its own alone. */
function ownFiles(name: string, besides: readonly string[] = []) {
  const others = functionNames.filter((other) => other !== name);
  return { patterns: [...others.map((other) => `!functions/${other}/**`), ...besides] };
}

/** The framework makes the log groups; how long they keep lines is a setting. */
const logRetention = Object.fromEntries(
  functionNames.map((name) => [
    `${name.charAt(0).toUpperCase()}${name.slice(1)}LogGroup`,
    { Properties: { RetentionInDays: setting('logRetentionDays') } },
  ]),
);

const configuration: AWS = {
  service: 'amiwatch',
  frameworkVersion: '4',
  configValidationMode: 'error',
  provider: {
    name: 'aws',
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an option of the deployment.
    stage: "${opt:stage, 'prod'}",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an option of the deployment.
    region: "${opt:region, env:AWS_REGION, 'us-east-1'}" as 'us-east-1',
    deploymentMethod: 'direct',
    ...(settings.stackName === undefined ? {} : { stackName: settings.stackName }),
    ...(settings.tags === undefined ? {} : { stackTags: settings.tags }),
    // Nothing refers to a version, and each one would keep its bundle for ever.
    versionFunctions: false,
    deploymentBucket: { blockPublicAccess: true },
  },
  plugins: ['serverless-esbuild'],
  package: { individually: true },
  custom: {
    esbuild: {
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      outputFileExtension: '.mjs',
      mainFields: ['module', 'main'],
      // What is imported when it is needed has a file of its own, which a cold start does not read.
      splitting: true,
      // Packages in CommonJS form ask for Node's own modules by `require`, which an ES module does not have.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      // Empty on purpose: the plugin leaves the AWS SDK to the runtime otherwise, and a bundled one starts faster.
      exclude: [],
    },
  },
  functions: {
    poll: { ...pollFunction, package: ownFiles('poll') },
    deliver: { ...deliverFunction, package: ownFiles('deliver') },
    digest: { ...digestFunction, package: ownFiles('digest') },
    feed: { ...feedFunction, package: ownFiles('feed') },
    ...(readsAccount && {
      account: { ...accountFunction(accountRegions), package: ownFiles('account', accountFiles) },
    }),
  },
  resources: {
    Parameters: templateParameters(settings),
    Conditions: conditions,
    Resources: {
      ...permissions,
      ...alarms,
      Dashboard: dashboard,
      Table: tableOnRemoval(settings.removalPolicy, table),
      AnnouncementsTopic: onRemoval(settings.removalPolicy, announcementsTopic),
      OperatorsTopic: operatorsTopic,
      OperatorsSubscription: operatorsSubscription,
      PollSchedule: pollSchedule,
      DeliverQueue: deliverQueue,
      DeliverDeadLetters: deliverDeadLetters,
      DeliverSubscription: deliverSubscription,
      DeliverSchedule: deliverSchedule,
      DigestSchedule: digestSchedule,
      ...(readsAccount && accountResources(accountRegions)),
    },
    extensions: {
      ...logRetention,
      // The route is public. Feed readers ask a few times an hour; the limit bounds what a flood can cost.
      HttpApiStage: {
        Properties: { DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 } },
      },
    },
    Outputs: {
      AnnouncementsTopicArn: {
        Description: 'Subscribe here to hear of releases.',
        Value: announcementsTopicArn,
      },
      OperatorsTopicArn: {
        Description: 'Subscribe here to hear of alarms.',
        Value: { Ref: 'OperatorsTopic' },
      },
      TableName: {
        Description:
          'Has what was announced and what is owed. It outlives the stack unless removalPolicy says otherwise.',
        Value: tableName,
      },
    },
  },
};

export default configuration;
