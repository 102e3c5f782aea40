import { tableName } from '../../infra/brought-along.ts';
import type { FunctionDefinition } from '../../infra/resource.ts';
import { setting, whenGiven } from '../../infra/setting.ts';

/** What a reader may do; anything else is refused by the HTTP API itself. */
const methods = ['GET', 'HEAD', 'OPTIONS'];

/** What AWS must know of the feed: public and read only. Which addresses there are, the function says itself. */
export const feedFunction = {
  handler: 'functions/feed/handler.handler',
  description: 'Answers reads of the feeds, the API and the page.',
  role: 'FeedRole',
  // Under the 30 seconds after which the HTTP API gives up.
  timeout: 10,
  // Half a vCPU: the first look at a filtered feed makes the reports of the whole history.
  memorySize: 1024,
  reservedConcurrency: whenGiven('HasFeedConcurrency', 'feedConcurrency'),
  environment: {
    AMIWATCH_TABLE: tableName,
    AMIWATCH_PUBLIC_URL: setting('publicUrl'),
    AMIWATCH_WEBSUB_HUB: setting('websubHub'),
  },
  events: methods.flatMap((method) => [
    { httpApi: { method, path: '/' } },
    { httpApi: { method, path: '/{proxy+}' } },
  ]),
} satisfies FunctionDefinition;
