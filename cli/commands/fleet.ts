import { Command, InvalidArgumentError } from 'commander';
import type { FleetSetup } from '../../shared/announce/fleet.ts';
import type { Gap } from '../../shared/setups/setup.ts';
import { withDeployment } from './deployment-options.ts';

/** `amiwatch fleet`: the setups of a team, which announcements are held against. */
export function fleetCommand(): Command {
  return new Command('fleet')
    .description('Your own setups, so that announcements say which of them are exposed.')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(removeCommand());
}

const load = async () => {
  const [{ askingAws }, fleet] = await Promise.all([
    import('../deployment/context.ts'),
    import('../deployment/fleet.ts'),
  ]);
  return { askingAws, ...fleet };
};

function addCommand(): Command {
  return withDeployment(new Command('add'))
    .description('Read files and folders here, and keep what they set up, without secrets, in the table.')
    .argument('<paths...>', 'files and folders as `amiwatch check` takes them; - is standard input')
    .option('--name <name>', 'how messages call it; several setups get their own names behind it', readName)
    .option('--dry-run', 'print what would be kept, without its secrets, as JSON; nothing is asked of AWS')
    .addHelpText(
      'after',
      `
What is kept of them, and what is not: docs/security.md. Run it again when the files change, in the pipeline that checks them.

Exit codes:
  0  they are registered, or would be
  2  the command line, a file that it names, or what AWS was asked with is wrong

Examples:
  $ amiwatch fleet add nodes/payments-blue.sh --name payments-blue
  $ amiwatch fleet add nodes/payments-blue.sh --name payments-blue --dry-run
  $ amiwatch fleet add infra/ --name infra --stage prod`,
    )
    .action(async (paths: readonly string[], options) => {
      const adding = { name: options.name, cwd: process.cwd(), now: new Date() };
      if (options.dryRun) {
        const { readFleetSetups } = await import('../deployment/read-fleet-setups.ts');
        const { gaps, setups } = await readFleetSetups(paths, adding);
        tellGaps(gaps);
        printSetups(setups);
        return;
      }
      const { addToFleet, askingAws, tableOf } = await load();
      const table = await tableOf(options);
      const { gaps, removed, setups } = await askingAws(() => addToFleet(table, paths, adding));
      tellGaps(gaps);
      for (const { name, setup } of setups)
        process.stdout.write(`${name}  ${setup.kind}  ${setup.place.file}:${setup.place.line}\n`);
      for (const name of removed) process.stdout.write(`${name}  is no longer there, and was removed\n`);
    });
}

function listCommand(): Command {
  return withDeployment(new Command('list'))
    .description('Every registered setup: what it is, where it stands, and when it was read.')
    .action(async (options) => {
      const { askingAws, describeFleet, tableOf } = await load();
      const table = await tableOf(options);
      const lines = await askingAws(() => describeFleet(table));
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    });
}

function showCommand(): Command {
  return withDeployment(new Command('show'))
    .description('What the table keeps of a setup, or of all that were added under a name, as JSON.')
    .argument('<name>', 'as `amiwatch fleet list` shows it')
    .action(async (name: string, options) => {
      const { askingAws, showFleet, tableOf } = await load();
      const table = await tableOf(options);
      printSetups(await askingAws(() => showFleet(table, name)));
    });
}

function removeCommand(): Command {
  return withDeployment(new Command('remove'))
    .description('Take a setup, or all that were added under a name, out of the fleet.')
    .argument('<name>', 'as `amiwatch fleet list` shows it')
    .action(async (name: string, options) => {
      const { askingAws, removeFromFleet, tableOf } = await load();
      const table = await tableOf(options);
      const names = await askingAws(() => removeFromFleet(table, name));
      process.stdout.write(names.map((one) => `${one}  removed\n`).join(''));
    });
}

function tellGaps(gaps: readonly Gap[]): void {
  for (const { place, why } of gaps) process.stderr.write(`not read: ${place.file}:${place.line}: ${why}\n`);
}

function printSetups(setups: readonly FleetSetup[]): void {
  process.stdout.write(`${JSON.stringify(setups, null, 2)}\n`);
}

/** Names stand in messages and behind a slash, so that they have neither slashes nor control characters. */
function readName(text: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(text)) return text;
  throw new InvalidArgumentError(
    'It is no name: up to 60 letters, digits, spaces, dots and dashes, as in payments-blue.',
  );
}
