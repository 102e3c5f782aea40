import { Command } from 'commander';
import { withRoutes } from './deployment-options.ts';

/** `amiwatch deliveries`: what has become of announcements on the routes of a deployment. */
export function deliveriesCommand(): Command {
  return withRoutes(new Command('deliveries'))
    .description('What was delivered over the routes of a deployment, and what is still owed.')
    .option('--failed', 'only what was refused, or did not arrive at the first try')
    .option('--retry <id>', 'make an announcement due at once on every route that did not get it')
    .option('--json', 'print one delivery a line, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch deliveries --failed
  $ amiwatch deliveries --retry eks-amazon-linux/v20240817/new-release`,
    )
    .action(async (options) => {
      const [{ askingAws, deploymentOf }, { describeDelivery, listDeliveries, retryDelivery }] =
        await Promise.all([import('../deployment/context.ts'), import('../deployment/deliveries.ts')]);
      const context = await deploymentOf(options);
      if (options.retry !== undefined) {
        const routes = await askingAws(() => retryDelivery(context, options.retry));
        const words = routes.length === 0 ? 'It has arrived everywhere.' : `Due now on ${routes.join(', ')}.`;
        process.stdout.write(`${words}\n`);
        return;
      }
      const all = await askingAws(() => listDeliveries(context, options));
      if (all.length === 0)
        process.stderr.write(
          options.failed
            ? 'Nothing was refused, and nothing waits for another try.\n'
            : 'Nothing was delivered yet, and nothing is owed.\n',
        );
      for (const one of all)
        process.stdout.write(`${options.json ? JSON.stringify(one) : describeDelivery(one)}\n`);
    });
}
