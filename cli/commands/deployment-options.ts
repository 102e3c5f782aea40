import type { Command } from 'commander';

/** Options that name a deployment. */
export function withDeployment(command: Command): Command {
  return command
    .option('--table <name>', 'the table of the deployment (default: AMIWATCH_TABLE)')
    .option('--routes <path>', 'the path of the routes, /amiwatch/prod/routes (default: AMIWATCH_ROUTES)');
}
