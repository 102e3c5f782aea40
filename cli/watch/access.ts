import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { regionFound, requireCredentials, silent } from '../access/require-credentials.ts';
import { UsageError } from '../usage-error.ts';
import type { Environment } from './environment.ts';
import { orReplay, permissionNeeded } from './permission.ts';

/** What the watcher asks AWS with, and where. */
export interface Access {
  /** As AMIWATCH_REGIONS has them: codes, comma-separated. */
  readonly regions: string;
  /** One for all Regions: they are looked up once, and again when they expire. */
  readonly credentials: NonNullable<SSMClientConfig['credentials']>;
}

export interface AccessOptions {
  readonly regions?: readonly string[];
  readonly profile?: string;
}

/**
 * Finds Regions and credentials where the AWS command line would: options, environment, profile and its SSO session, role of
 * the container or the instance.
 *
 * @throws UsageError that says what is missing, what was tried and what to do.
 */
export async function findAccess(
  { profile, regions }: AccessOptions,
  environment: Environment,
): Promise<Access> {
  const { config } = new SSMClient(profile === undefined ? {} : { profile, logger: silent });
  const named = regions?.join(',') ?? environment['AMIWATCH_REGIONS']?.trim();
  const watched = named || (await regionFound(config, environment));
  if (watched === undefined)
    throw new UsageError(
      'No Region to watch: neither --regions, AMIWATCH_REGIONS nor AWS_REGION is given, and the profile names none. Give --regions us-east-1,eu-west-1.',
    );
  const remedy = [permissionNeeded, orReplay];
  await requireCredentials(config, { environment, profile, purpose: 'watching live', remedy });
  return { regions: watched, credentials: config.credentials };
}
