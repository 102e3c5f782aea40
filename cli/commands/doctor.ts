import { Command } from 'commander';
import { exitCodes } from '../usage-error.ts';

interface DoctorOptions {
  readonly stage: string;
  readonly region?: string;
  readonly profile?: string;
  readonly local?: true;
  readonly exit: (code: number) => void;
}

/** `amiwatch doctor`: whether a deployment, or this machine, has all that it needs. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Look at a deployment, or at this machine, and say what is wrong and what to do.')
    .option('--stage <name>', 'the stage that was deployed', 'prod')
    .option('--region <code>', 'the Region that it was deployed to (default: AWS_REGION, or the profile)')
    .option('--profile <name>', 'the profile whose credentials are used')
    .option('--local', 'look at this machine and not at a deployment')
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing has failed; what could not be looked at is a warning
  1  something has failed
  2  there is no such deployment, or the credentials do not show it

Nothing is changed, and nothing is sent. The permissions that it takes are in docs/security.md.`,
    )
    .action(async (options: DoctorOptions) => {
      const { deploymentChecks, doctor, localChecks } = await import('../doctor/doctor.ts');
      options.exit((await run()) ? exitCodes.ok : exitCodes.found);

      async function run(): Promise<boolean> {
        if (options.local === true) return doctor(localChecks, undefined);
        // The SDK reads them where it makes its clients.
        if (options.region !== undefined) process.env['AWS_REGION'] = options.region;
        if (options.profile !== undefined) process.env['AWS_PROFILE'] = options.profile;
        const { findDeployment } = await import('../doctor/deployment.ts');
        return doctor(deploymentChecks, await findDeployment(options.stage));
      }
    });
}
