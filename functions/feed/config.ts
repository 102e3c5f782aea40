import * as z from 'zod';
import { type Environment, readEnvironment } from '../../shared/aws/read-environment.ts';
import { hubIncomplete, isHubComplete, publicAddressKeys } from '../../shared/feed/public-address.ts';

export interface FeedConfig {
  readonly tableName: string;
  /** Where readers find the feed, when that is not the HTTP API's own address. */
  readonly publicUrl: string | undefined;
  readonly hub: string | undefined;
}

const environmentSchema = z
  .object({ AMIWATCH_TABLE: z.string().min(3), ...publicAddressKeys })
  .refine(isHubComplete, hubIncomplete);

/** Reads the whole configuration at once. */
export function readFeedConfig(environment: Environment): FeedConfig {
  const read = readEnvironment('The feed’s environment', environmentSchema, environment);
  return {
    tableName: read.AMIWATCH_TABLE,
    publicUrl: read.AMIWATCH_PUBLIC_URL,
    hub: read.AMIWATCH_WEBSUB_HUB,
  };
}
