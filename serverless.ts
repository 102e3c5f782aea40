import type { AWS } from 'osls';
import { deliverFunction } from './functions/deliver/function.ts';
import { digestFunction } from './functions/digest/function.ts';
import { feedFunction } from './functions/feed/function.ts';
import { pollFunction } from './functions/poll/function.ts';
import { pollerStoppedAlarm, pollFailedAlarm } from './infra/alarms.ts';
import {
  deadLettersAlarm,
  deliverFailedAlarm,
  deliveriesOverdueAlarm,
  deliveriesOverdueFilter,
  deliverStoppedAlarm,
  deliveryRefusedAlarm,
  deliveryRefusedFilter,
} from './infra/delivery-alarms.ts';
import { digestFailedAlarm, digestsStoppedAlarm } from './infra/digest-alarms.ts';
import { hasPublicUrl } from './infra/public-url.ts';
import { deliverDeadLetters, deliverQueue, deliverQueuePolicy, deliverSubscription } from './infra/queue.ts';
import {
  deliverRole,
  deliverScheduleRole,
  digestIdentities,
  digestMailPolicy,
  digestRole,
  digestScheduleRole,
  digestTopicPolicy,
  digestTopics,
  feedRole,
  githubTokenParameter,
  githubTokenPolicy,
  hasDigestIdentities,
  hasDigestTopics,
  hasGithubToken,
  pollRole,
  pollScheduleRole,
} from './infra/roles.ts';
import { deliverSchedule, digestSchedule, pollSchedule } from './infra/schedule.ts';
import { table } from './infra/table.ts';
import {
  announcementsTopic,
  announcementsTopicPolicy,
  operatorsTopic,
  operatorsTopicPolicy,
} from './infra/topic.ts';

/** The Regions that every account has without opting in; `--param regions=us-east-1,…` watches others. */
const defaultRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
];

const functionNames = ['poll', 'deliver', 'digest', 'feed'] as const;

/** A bundle has several files, and each function takes along its own alone. */
function ownFiles(name: (typeof functionNames)[number]) {
  return {
    patterns: functionNames.filter((other) => other !== name).map((other) => `!functions/${other}/**`),
  };
}

const configuration: AWS = {
  service: 'amiwatch',
  frameworkVersion: '4',
  configValidationMode: 'error',
  params: {
    default: {
      regions: defaultRegions.join(','),
      githubTokenParameter: '',
      digestIdentities: '',
      digestTopics: '',
      publicUrl: '',
      websubHub: '',
    },
  },
  provider: {
    name: 'aws',
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an option of the deployment.
    stage: "${opt:stage, 'prod'}",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an option of the deployment.
    region: "${opt:region, 'us-east-1'}" as 'us-east-1',
    deploymentMethod: 'direct',
    logRetentionInDays: 30,
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
  },
  resources: {
    Parameters: {
      GithubTokenParameter: githubTokenParameter,
      DigestIdentities: digestIdentities,
      DigestTopics: digestTopics,
    },
    Conditions: {
      HasGithubToken: hasGithubToken,
      HasDigestIdentities: hasDigestIdentities,
      HasDigestTopics: hasDigestTopics,
      HasPublicUrl: hasPublicUrl,
    },
    Resources: {
      Table: table,
      AnnouncementsTopic: announcementsTopic,
      AnnouncementsTopicPolicy: announcementsTopicPolicy,
      OperatorsTopic: operatorsTopic,
      OperatorsTopicPolicy: operatorsTopicPolicy,
      PollRole: pollRole,
      GithubTokenPolicy: githubTokenPolicy,
      FeedRole: feedRole,
      PollScheduleRole: pollScheduleRole,
      PollSchedule: pollSchedule,
      PollerStoppedAlarm: pollerStoppedAlarm,
      PollFailedAlarm: pollFailedAlarm,
      DeliverQueue: deliverQueue,
      DeliverDeadLetters: deliverDeadLetters,
      DeliverQueuePolicy: deliverQueuePolicy,
      DeliverSubscription: deliverSubscription,
      DeliverRole: deliverRole,
      DeliverScheduleRole: deliverScheduleRole,
      DeliverSchedule: deliverSchedule,
      DeliverStoppedAlarm: deliverStoppedAlarm,
      DeliverFailedAlarm: deliverFailedAlarm,
      DeliveryRefusedFilter: deliveryRefusedFilter,
      DeliveryRefusedAlarm: deliveryRefusedAlarm,
      DeliveriesOverdueFilter: deliveriesOverdueFilter,
      DeliveriesOverdueAlarm: deliveriesOverdueAlarm,
      DeadLettersAlarm: deadLettersAlarm,
      DigestRole: digestRole,
      DigestMailPolicy: digestMailPolicy,
      DigestTopicPolicy: digestTopicPolicy,
      DigestScheduleRole: digestScheduleRole,
      DigestSchedule: digestSchedule,
      DigestFailedAlarm: digestFailedAlarm,
      DigestsStoppedAlarm: digestsStoppedAlarm,
    },
    extensions: {
      // The route is public. Feed readers ask a few times an hour; the limit bounds what a flood can cost.
      HttpApiStage: {
        Properties: { DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 } },
      },
    },
    Outputs: {
      AnnouncementsTopicArn: {
        Description: 'Subscribe here to hear of releases.',
        Value: { Ref: 'AnnouncementsTopic' },
      },
      OperatorsTopicArn: {
        Description: 'Subscribe here to hear of alarms.',
        Value: { Ref: 'OperatorsTopic' },
      },
    },
  },
};

export default configuration;
