import { readConfig } from '../../functions/deliver/config.ts';
import { createContext, type DeliverContext } from '../../functions/deliver/context.ts';
import { AwsError } from '../../shared/aws/errors.ts';
import { ConfigError } from '../../shared/aws/read-environment.ts';
import { UsageError } from '../usage-error.ts';

/** Options of every command that speaks to a deployment. */
export interface DeploymentOptions {
  readonly table?: string;
  readonly routes?: string;
}

/** The deployment that options and environment name, with the credentials that the SDK finds. */
export function deploymentOf({ routes, table }: DeploymentOptions): DeliverContext {
  const { AMIWATCH_ROUTES, AMIWATCH_TABLE } = process.env;
  try {
    return createContext(
      readConfig({ AMIWATCH_TABLE: table ?? AMIWATCH_TABLE, AMIWATCH_ROUTES: routes ?? AMIWATCH_ROUTES }),
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError(`${error.message} --table and --routes name them as well.`);
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
