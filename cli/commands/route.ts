import { Command } from 'commander';
import { exitCodes } from '../usage-error.ts';
import { withRoutes } from './deployment-options.ts';

type Exit = { readonly exit: (code: number) => void };

/** `amiwatch route`: the routes of a deployment. */
export function routeCommand(): Command {
  return new Command('route')
    .description('The routes of a deployment: which there are, and whether they work.')
    .addCommand(listCommand())
    .addCommand(testCommand());
}

function listCommand(): Command {
  return withRoutes(new Command('list'))
    .description('Every route, what it wants, and whether it is disabled or wrong.')
    .action(async (options) => {
      const [{ askingAws, deploymentOf }, { describeRoutes }] = await Promise.all([
        import('../deployment/context.ts'),
        import('../deployment/routes.ts'),
      ]);
      const lines = await askingAws(async () => describeRoutes(await deploymentOf(options)));
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    });
}

function testCommand(): Command {
  return withRoutes(new Command('test'))
    .description('Send a sample that says that it is one, over the very sender that announcements take.')
    .argument('<name>', 'the route')
    .addHelpText(
      'after',
      `
Exit codes:
  0  the other side took it
  1  it did not; the reason is printed
  2  the command line, the route, or what AWS was asked with is wrong`,
    )
    .action(async (name: string, options) => {
      const [{ askingAws, deploymentOf }, { testRoute }] = await Promise.all([
        import('../deployment/context.ts'),
        import('../deployment/routes.ts'),
      ]);
      const outcome = await askingAws(async () => testRoute(await deploymentOf(options), name));
      const sent = outcome.kind === 'sent';
      process.stdout.write(
        sent
          ? 'It took the sample.\n'
          : `It did not take the sample: ${outcome.reason.replace(/\.$/, '')}.\n`,
      );
      (options as Exit).exit(sent ? exitCodes.ok : exitCodes.found);
    });
}
