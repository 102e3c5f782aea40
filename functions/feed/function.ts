import type { FunctionDefinition } from '../../infra/resource.ts';

/** What AWS must know of the feed: public, read only, one GET route of an HTTP API. */
export const feedFunction = {
  handler: 'functions/feed/handler.handler',
  description: 'Answers GET /feed.json with the reports as JSON Feed 1.1.',
  role: 'FeedRole',
  // Under the 30 seconds after which the HTTP API gives up.
  timeout: 10,
  memorySize: 512,
  environment: { AMIWATCH_TABLE: { Ref: 'Table' } },
  events: [{ httpApi: { method: 'GET', path: '/feed.json' } }],
} satisfies FunctionDefinition;
