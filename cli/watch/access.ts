import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { reasonOf, UsageError } from '../usage-error.ts';
import { credentialsTried } from './credentials-tried.ts';
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

/** A metadata service that does not answer, or a program that a profile names, must not hold a person up for ever. */
const patienceMs = 20_000;

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
  const watched = named || (await regionOf(config, environment));
  try {
    await withinPatience(config.credentials());
  } catch (error) {
    throw new UsageError(
      [
        'No AWS credentials were found, and watching live needs some. Tried:',
        ...credentialsTried(profile, environment),
        `  ${'in short'.padEnd(16)}${reasonOf(error)}`,
        permissionNeeded,
        orReplay,
      ].join('\n'),
    );
  }
  return { regions: watched, credentials: config.credentials };
}

/** The SDK warns when keys of the environment lose against a profile; who names one on the command line means it. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function regionOf({ region }: SSMClient['config'], environment: Environment): Promise<string> {
  try {
    return await region();
  } catch {
    const fallback = environment['AWS_DEFAULT_REGION'];
    if (fallback) return fallback;
    throw new UsageError(
      'No Region to watch: neither --regions, AMIWATCH_REGIONS nor AWS_REGION is given, and the profile names none. Give --regions us-east-1,eu-west-1.',
    );
  }
}

async function withinPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    const message = `nothing came within ${patienceMs / 1000} seconds`;
    timer = setTimeout(() => reject(new Error(message)), patienceMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
