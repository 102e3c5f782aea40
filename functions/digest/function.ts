import { tableName } from '../../infra/brought-along.ts';
import type { FunctionDefinition } from '../../infra/resource.ts';

/** What AWS must know of digests. infra/schedule.ts starts them. */
export const digestFunction = {
  handler: 'functions/digest/handler.handler',
  description: 'Sends each list the digest of what was announced since its last one.',
  role: 'DigestRole',
  // A claim is given up after ten minutes, so a run must be over long before.
  timeout: 300,
  memorySize: 512,
  // The next hour's run is the retry.
  maximumRetryAttempts: 0,
  maximumEventAge: 3600,
  environment: {
    AMIWATCH_TABLE: tableName,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the deployment's own substitution.
    AMIWATCH_DIGESTS: '/amiwatch/${sls:stage}/digests',
  },
} satisfies FunctionDefinition;
