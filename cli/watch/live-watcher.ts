import { type PollConfig, readConfig } from '../../functions/poll/config.ts';
import { createContext, type PollContext } from '../../functions/poll/context.ts';
import type { PollResult } from '../../functions/poll/poll.ts';
import { createTable, createTopic } from '../../infra/local/create-resources.ts';
import type { LocalAws } from '../../infra/local/start-local-aws.ts';
import { ConfigError } from '../../shared/aws/read-environment.ts';
import { startEmbedded } from '../embedded.ts';
import { pollOf } from '../poll-of.ts';
import { UsageError } from '../usage-error.ts';
import type { Access } from './access.ts';
import type { Environment } from './environment.ts';

/** The deployed poll on this machine: AWS's own parameters, and all else embedded. */
export interface LiveWatcher {
  readonly context: PollContext;
  readonly poll: () => Promise<PollResult>;
  readonly stop: () => Promise<void>;
}

/** Not the replay's table, whose images are made up: both can be in one directory, and neither believes the other. */
const tableName = 'amiwatch-live';
const topicName = 'amiwatch-live-announcements';

/**
 * Starts the watcher on a store. Parameters are read from AWS with these credentials; table and topic are embedded.
 *
 * @throws UsageError when the environment is wrong, or the store cannot be used.
 */
export async function startLiveWatcher(
  { credentials, regions }: Access,
  store: string,
  environment: Environment,
): Promise<LiveWatcher> {
  const config = configFor(regions, environment);
  const { local, resources } = await startEmbedded(store, createStore);
  const { dynamodb, sns } = local.endpoints;
  const services = { region: local.region, endpoints: { dynamodb, sns }, credentials };
  const context = createContext({ ...config, ...resources }, services);
  const poll = pollOf(context);
  return { context, poll: () => poll(context.now()), stop: local.stop };
}

/** The same variables as the deployed poll has, but for those that name what is embedded here. */
function configFor(regions: string, environment: Environment): PollConfig {
  try {
    return readConfig({
      ...environment,
      AMIWATCH_REGIONS: regions,
      AMIWATCH_TABLE: tableName,
      AMIWATCH_TOPIC_ARN: `arn:aws:sns:us-east-1:000000000000:${topicName}`,
    });
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
}

/** Receivers are told from the table, so that nobody has to be subscribed to the topic. */
async function createStore(local: LocalAws): Promise<Pick<PollConfig, 'tableName' | 'topicArn'>> {
  const [, topicArn] = await Promise.all([createTable(local, tableName), createTopic(local, topicName)]);
  return { tableName, topicArn };
}
