import { readConfig } from '../../functions/deliver/config.ts';
import { createContext, type DeliverContext } from '../../functions/deliver/context.ts';
import { AwsError } from '../../shared/aws/errors.ts';
import { ConfigError } from '../../shared/aws/read-environment.ts';
import { UsageError } from '../usage-error.ts';
import { findEnvironment } from './find-environment.ts';
import type { DeploymentChoice } from './reach.ts';

/** Options of every command that speaks to the routes of a deployment. */
export interface DeploymentOptions extends DeploymentChoice {
  readonly table?: string;
  readonly routes?: string;
}

/** The deployment that options, environment and stage name, with the credentials that the SDK finds. */
export async function deploymentOf(options: DeploymentOptions): Promise<DeliverContext> {
  const given = { AMIWATCH_TABLE: options.table, AMIWATCH_ROUTES: options.routes };
  const environment = await findEnvironment('deliver', options, given);
  return createContext(configured(() => readConfig(environment)));
}

/** What the environment has wrong is the caller's to mend. */
export function configured<Config>(read: () => Config): Config {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}

/** What AWS refuses is no failure of ours: Region, credentials, permission or name are wrong. */
export async function askingAws<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AwsError) throw new UsageError(error.message);
    throw error;
  }
}
