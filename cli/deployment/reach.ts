import { LambdaClient } from '@aws-sdk/client-lambda';
import { partitionOf } from '../../shared/parameters/partitions.ts';
import { quoted } from '../../shared/problem.ts';
import { regionFound, requireCredentials, silent } from '../access/require-credentials.ts';
import { UsageError } from '../usage-error.ts';

/** Options that say which deployment it is. */
export interface DeploymentChoice {
  readonly stage?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** The stage that `npm run deploy` takes as well. */
export const usualStage = 'prod';

/**
 * Makes every client of this process ask with these credentials in this Region, which it gives. Whether there is a deployment can be
 * told only after that.
 *
 * @throws UsageError that says which of them is missing, what was tried and what to do.
 */
export async function reach({ profile, region }: DeploymentChoice): Promise<string> {
  // The SDK reads them where it makes its clients.
  if (region !== undefined) process.env['AWS_REGION'] = region;
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  const { config } = new LambdaClient(profile === undefined ? {} : { logger: silent });
  const found = await regionFound(config, process.env);
  if (found === undefined)
    throw new UsageError(
      'No Region: neither --region nor AWS_REGION is given, and the profile names none. Give the one that was deployed to, like --region eu-west-1.',
    );
  if (partitionOf(found) === undefined)
    throw new UsageError(
      `The Region ${quoted(found)} is none that is known here. Give the one that was deployed to, like --region eu-west-1.`,
    );
  process.env['AWS_REGION'] = found;
  const remedy = [
    'Give keys, or the name of a profile with --profile; `aws sts get-caller-identity` shows what the AWS command line has.',
  ];
  const purpose = 'speaking to a deployment';
  await requireCredentials(config, { environment: process.env, profile, purpose, remedy });
  return found;
}
