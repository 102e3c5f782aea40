import type { FunctionDefinition } from '../../infra/resource.ts';

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
  // A start that waited longer than one interval has been overtaken by the next.
  maximumEventAge: 300,
  environment: {
    AMIWATCH_TABLE: { Ref: 'Table' },
    AMIWATCH_TOPIC_ARN: { Ref: 'AnnouncementsTopic' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a parameter of the deployment.
    AMIWATCH_REGIONS: '${param:regions}',
    AMIWATCH_GITHUB_TOKEN_PARAMETER: { Ref: 'GithubTokenParameter' },
    // The HTTP API knows its own address, and needs nothing of the poll.
    /* biome-ignore-start lint/suspicious/noTemplateCurlyInString: an option of the deployment. */
    AMIWATCH_PUBLIC_URL: {
      'Fn::If': ['HasPublicUrl', '${param:publicUrl}', { 'Fn::GetAtt': ['HttpApi', 'ApiEndpoint'] }],
    },
    /* biome-ignore-end lint/suspicious/noTemplateCurlyInString: an option of the deployment. */
  },
} satisfies FunctionDefinition;
