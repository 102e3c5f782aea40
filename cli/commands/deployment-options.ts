import type { Command } from 'commander';
import { readParameterPath, readStage, readTableName } from '../deployment/arguments.ts';

/** Options that name a deployment. */
export function withDeployment(command: Command): Command {
  return command
    .option('--stage <name>', 'the stage that was deployed (default: prod)', readStage)
    .option('--region <code>', 'the Region that it was deployed to (default: AWS_REGION, or the profile)')
    .option('--profile <name>', 'the profile whose credentials are used')
    .option('--table <name>', 'its table (default: AMIWATCH_TABLE, or what the stage has)', readTableName);
}

/** The same with the path of the routes. */
export function withRoutes(command: Command): Command {
  return withDeployment(command).option(
    '--routes <path>',
    'the path of its routes (default: AMIWATCH_ROUTES, or what the stage has)',
    readParameterPath('--routes', '/amiwatch/prod/routes'),
  );
}
