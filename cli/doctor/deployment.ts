import { SSMClient } from '@aws-sdk/client-ssm';
import { createContext, type DeliverContext } from '../../functions/deliver/context.ts';
import type { DeployedFunction } from '../../shared/aws/deployed-function.ts';
import { AwsError } from '../../shared/aws/errors.ts';
import { type DeploymentChoice, reach, usualStage } from '../deployment/reach.ts';
import { UsageError } from '../usage-error.ts';
import { type ControlPlane, createControlPlane } from './control-plane.ts';

export const functionNames = ['poll', 'deliver', 'digest', 'feed'] as const;
export type FunctionName = (typeof functionNames)[number];

/** The deployment that is looked at. */
export interface Deployment {
  /** What all names begin with: `amiwatch-prod-`. */
  readonly prefix: string;
  /** What commands that a remedy names take to mean this deployment: those of the AWS command line, and our own. */
  readonly options: { readonly aws: string; readonly amiwatch: string };
  readonly functions: Readonly<Record<FunctionName, DeployedFunction | AwsError>>;
  readonly control: ControlPlane;
  readonly regions: readonly string[];
  readonly ssmIn: (region: string) => SSMClient;
  /** Of the deployment's own Region. */
  readonly ssm: SSMClient;
  /** Below it each digest list is a parameter; `undefined` when the function cannot be seen. */
  readonly digestsPath: string | undefined;
  /** Where announcements say that the page is. */
  readonly publicUrl: string | undefined;
  readonly deliver: DeliverContext;
  /** Where GitHub is. */
  readonly github: string;
  readonly now: () => Date;
}

/** Finds the deployment by its stage. All that is not in the environment of its functions is found by their names. */
export async function findDeployment(choice: DeploymentChoice): Promise<Deployment> {
  const region = await reach(choice);
  const { profile, stage = usualStage } = choice;
  const where = `--region ${region}${profile === undefined ? '' : ` --profile ${profile}`}`;
  const control = createControlPlane();
  const prefix = `amiwatch-${stage}-`;
  const ask = (name: FunctionName) =>
    control.functionNamed(`${prefix}${name}`).catch((error: unknown) => {
      if (error instanceof AwsError) return error;
      throw error;
    });
  const [poll, deliver, digest, feed] = await Promise.all([
    ask('poll'),
    ask('deliver'),
    ask('digest'),
    ask('feed'),
  ]);
  // Without them nothing of the deployment can be found: Region, stage or permissions are wrong.
  if (poll instanceof AwsError) throw notFound(poll, prefix);
  if (deliver instanceof AwsError) throw notFound(deliver, prefix);
  const { AMIWATCH_REGIONS: regions = '', AMIWATCH_TABLE: tableName = '' } = poll.environment;
  const routesPath = deliver.environment['AMIWATCH_ROUTES'] ?? '';
  return {
    prefix,
    options: { aws: where, amiwatch: `--stage ${stage} ${where}` },
    functions: { poll, deliver, digest, feed },
    control,
    regions: regions.split(',').flatMap((region) => region.trim() || []),
    ssmIn: (region) => new SSMClient({ region }),
    ssm: new SSMClient(),
    digestsPath: digest instanceof AwsError ? undefined : digest.environment['AMIWATCH_DIGESTS'],
    publicUrl: poll.environment['AMIWATCH_PUBLIC_URL']?.replace(/\/$/, ''),
    deliver: createContext({ tableName, routesPath }),
    github: 'https://api.github.com',
    now: () => new Date(),
  };
}

function notFound(error: AwsError, prefix: string): UsageError {
  return new UsageError(
    `There is no deployment ${prefix}… to be seen: ${error.message}. --stage, --region and --profile name another one.`,
  );
}
