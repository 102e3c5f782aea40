import { announcementsTopicArn, tableName } from '../../infra/brought-along.ts';
import type { FunctionDefinition } from '../../infra/resource.ts';
import { setting, settingList, whenGiven } from '../../infra/setting.ts';

/** What AWS must know of the poll. infra/schedule.ts starts it. */
export const pollFunction = {
  handler: 'functions/poll/handler.handler',
  description: 'Reads the Regions, completes open releases, announces what is due.',
  role: 'PollRole',
  // Shorter than the five minutes between two polls, so that they do not overlap.
  timeout: 240,
  memorySize: 512,
  // The schedule is the retry: a failed poll is not repeated, the next one goes on from the table.
  maximumRetryAttempts: 0,
  // None of its own by default: it would make the deployment fail in an account whose quota is still the smallest.
  reservedConcurrency: whenGiven('HasPollConcurrency', 'pollConcurrency'),
  // A start that waited longer than one interval has been overtaken by the next.
  maximumEventAge: 300,
  environment: {
    AMIWATCH_TABLE: tableName,
    AMIWATCH_TOPIC_ARN: announcementsTopicArn,
    // The HTTP API knows its own address, and needs nothing of the poll.
    AMIWATCH_PUBLIC_URL: {
      'Fn::If': ['HasPublicUrl', setting('publicUrl'), { 'Fn::GetAtt': ['HttpApi', 'ApiEndpoint'] }],
    },
    AMIWATCH_REGIONS: settingList('regions'),
    AMIWATCH_KUBERNETES: settingList('kubernetes'),
    AMIWATCH_DISCOVERY: setting('discovery'),
    AMIWATCH_DISCOVERY_REGION: setting('discoveryRegion'),
    AMIWATCH_ENDED_MINORS: setting('endedMinors'),
    AMIWATCH_BACKFILL: setting('backfill'),
    AMIWATCH_GITHUB: setting('github'),
    AMIWATCH_GITHUB_TOKEN_PARAMETER: setting('githubTokenParameter'),
    AMIWATCH_DESCRIBE_IMAGES: setting('describeImages'),
    AMIWATCH_IMAGE_OWNERS: settingList('imageOwners'),
    AMIWATCH_DETAILS_PENDING_AFTER_MINUTES: setting('detailsPendingAfterMinutes'),
    AMIWATCH_DETAILS_GIVE_UP_AFTER_DAYS: setting('detailsGiveUpAfterDays'),
  },
} satisfies FunctionDefinition;
