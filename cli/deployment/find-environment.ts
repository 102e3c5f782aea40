import { deployedFunction } from '../../shared/aws/deployed-function.ts';
import { AwsError } from '../../shared/aws/errors.ts';
import type { Environment } from '../../shared/aws/read-environment.ts';
import { UsageError } from '../usage-error.ts';
import { type DeploymentChoice, reach, usualStage } from './reach.ts';

/**
 * The environment that a function of the deployment has, with what the options give in its place. Where a stage is named, or
 * this process has not all of it in its own environment, the deployed function is asked for it.
 */
export async function findEnvironment<Key extends string>(
  name: 'deliver' | 'digest' | 'poll',
  choice: DeploymentChoice,
  given: Readonly<Record<Key, string | undefined>>,
): Promise<Environment> {
  await reach(choice);
  const { stage } = choice;
  const keys = Object.keys(given) as Key[];
  const own = stage === undefined ? process.env : {};
  const known: Environment = Object.fromEntries(keys.map((key) => [key, given[key] ?? own[key]]));
  if (keys.every((key) => known[key] !== undefined)) return known;
  const deployed = await deployedEnvironment(`amiwatch-${stage ?? usualStage}-${name}`);
  return Object.fromEntries(keys.map((key) => [key, known[key] ?? deployed[key]]));
}

async function deployedEnvironment(functionName: string): Promise<Environment> {
  try {
    return (await deployedFunction(functionName)).environment;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UsageError(
      `The function ${functionName} is not to be seen: ${error.message.replace(/\.$/, '')}. --stage, --region and --profile name another deployment.`,
    );
  }
}
