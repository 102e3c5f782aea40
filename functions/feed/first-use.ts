import type { Environment } from '../../shared/aws/read-environment.ts';
import type { FeedContext, FeedParts } from './feed-context.ts';

/* What a cold start does not load, and the first request does. A test holds what a cold start loads. */

export const answersOf = async (context: FeedContext) => (await import('./first-call.ts')).answersOf(context);

export const feedContext = async (parts: FeedParts) => (await import('./first-call.ts')).feedContext(parts);

export const readFeedConfig = async (environment: Environment) =>
  (await import('./first-call.ts')).readFeedConfig(environment);
