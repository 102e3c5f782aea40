import { Command } from 'commander';
import { readStage } from '../deployment/arguments.ts';
import type { DeploymentChoice } from '../deployment/reach.ts';
import { exitCodes, UsageError } from '../usage-error.ts';

interface DoctorOptions extends DeploymentChoice {
  readonly local?: true;
  readonly exit: (code: number) => void;
}

/** `amiwatch doctor`: whether a deployment, or this machine, has all that it needs. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Look at a deployment, or at this machine, and say what is wrong and what to do.')
    .option('--stage <name>', 'the stage that was deployed (default: prod)', readStage)
    .option('--region <code>', 'the Region that it was deployed to (default: AWS_REGION, or the profile)')
    .option('--profile <name>', 'the profile whose credentials are used')
    .option('--local', 'look at this machine and not at a deployment')
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing has failed; what could not be looked at is a warning
  1  something has failed
  2  there is no such deployment, there are no credentials, or they do not show it

Nothing is changed, and nothing is sent. The permissions that it takes are in docs/security.md.`,
    )
    .action(async (options: DoctorOptions) => {
      const { deploymentChecks, doctor, localChecks } = await import('../doctor/doctor.ts');
      options.exit((await run()) ? exitCodes.ok : exitCodes.found);

      async function run(): Promise<boolean> {
        if (options.local === true) {
          const named = (['stage', 'region', 'profile'] as const).filter((name) => name in options);
          if (named.length === 0) return doctor(localChecks, undefined);
          throw new UsageError(
            `--local looks at this machine, and --${named.join(', --')} names a deployment: leave one of the two out.`,
          );
        }
        const { findDeployment } = await import('../doctor/deployment.ts');
        return doctor(deploymentChecks, await findDeployment(options));
      }
    });
}
