import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { compareEvr } from '../shared/packages/version.ts';
import { compareSeverities, type ReportSeverity } from '../shared/report/severity.ts';
import {
  readAmiType,
  readFolder,
  readMinor,
  readPort,
  readSeverity,
  readTag,
  windowFrom,
} from './arguments.ts';
import { backtestCommand } from './commands/backtest.ts';
import { behaviourCommand } from './commands/behaviour.ts';
import { checkCommand } from './commands/check.ts';
import { deliveriesCommand } from './commands/deliveries.ts';
import { digestCommand } from './commands/digest.ts';
import { doctorCommand } from './commands/doctor.ts';
import { extractCommand } from './commands/extract.ts';
import { fleetCommand } from './commands/fleet.ts';
import { historyCommand } from './commands/history.ts';
import { routeCommand } from './commands/route.ts';
import { serveCommand } from './commands/serve.ts';
import { verifyCommand } from './commands/verify.ts';
import { watchCommand } from './commands/watch.ts';
import { whenCommand } from './commands/when.ts';
import { defaultWindow } from './replay/default-window.ts';
import { exitCodes, reasonOf, UsageError } from './usage-error.ts';

type Exit = { readonly exit: (code: number) => void };

const exitCodeHelp = `
Exit codes:
  0  ok
  1  found something that --fail-on asked to fail on
  2  the command line, or a file, folder or port that it names, is wrong
  70 amiwatch itself failed`;

const failOnOption = () =>
  new Option('--fail-on <severity>', 'exit with 1 when anything this grave, or graver, is found').argParser(
    readSeverity,
  );

/** The command line. Modules of a command are loaded when it runs, so that `vercmp` does not wait for an embedded AWS. */
export function createProgram(): Command {
  const program = new Command('amiwatch')
    .description('Know what changed in your EKS node image, and what it will break, before your nodes do.')
    .option('-C, --directory <dir>', 'run as if started in that folder, which is where paths count from')
    .hook('preAction', (program) => enter(program.opts()['directory']))
    .helpCommand('help [command]', 'show the help of a command')
    .version(versionOfPackage(), '-V, --version', 'print the version')
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: (\w)/, (_, first) => first.toUpperCase())),
    })
    .showSuggestionAfterError(true)
    .configureHelp({ sortSubcommands: false })
    .exitOverride()
    .addHelpText(
      'after',
      `${exitCodeHelp}

Examples:
  $ amiwatch replay --once
  $ amiwatch diff v20240729 v20240817 --kubernetes 1.30`,
    );
  for (const command of commands()) {
    program.addCommand(command);
    inherit(command, program);
  }
  return program;
}

function commands(): readonly Command[] {
  return [
    replayCommand(),
    watchCommand(),
    serveCommand(),
    diffCommand(),
    checkCommand(),
    whenCommand(),
    verifyCommand(),
    historyCommand(),
    behaviourCommand(),
    backtestCommand(),
    extractCommand(),
    routeCommand(),
    deliveriesCommand(),
    doctorCommand(),
    digestCommand(),
    fleetCommand(),
    vercmpCommand(),
  ];
}

/** As `git -C` and `make -C` do: npm starts a command where it stands, and that may be elsewhere than the files. */
function enter(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    process.chdir(folder);
  } catch (error) {
    throw new UsageError(`Cannot go to --directory ${JSON.stringify(folder)}: ${reasonOf(error)}.`);
  }
}

function versionOfPackage(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** Errors, help and exit codes are alike at every depth. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
}

function replayCommand(): Command {
  return new Command('replay')
    .description('Replay recorded releases through the deployed poll, and tell what it would have announced.')
    .option(
      '--from <tag>',
      `the first release, which is the baseline (default: ${defaultWindow.from})`,
      readTag,
    )
    .option(
      '--to <tag>',
      `the last release (default: ${defaultWindow.to}, or the newest one when --from is given)`,
      readTag,
    )
    .option('--once', 'end after the replay instead of serving the JSON feed')
    .option('--json', 'print one announcement a line and nothing else; implies --once')
    .option('--full', 'show every check, step and link of a finding instead of the first of each')
    .option('--data <dir>', 'keep the table there, and go on from what it has seen', readFolder)
    .option('--port <port>', 'port of the JSON feed on loopback; 0 takes a free one', readPort, 0)
    .addOption(failOnOption())
    .addHelpText(
      'after',
      `${exitCodeHelp}

Examples:
  $ amiwatch replay                         the story of containerd 1.7.20, then the feed
  $ amiwatch replay --from v20210519 --to v20260224 --once
  $ amiwatch replay --json | jq -r 'select(.severity | IN("breaking", "unreviewed")).headline'
  $ amiwatch replay --data .amiwatch --once   a second run announces nothing

The lines of --json follow docs/schemas/announcement.schema.json.`,
    )
    .action(async (options) => {
      const { replay } = await import('./replay/replay.ts');
      (options as Exit).exit(await replay({ ...options, ...windowFrom(options) }));
    });
}

function diffCommand(): Command {
  return new Command('diff')
    .description('Changes and behaviour changes between any two releases, cumulative over those skipped.')
    .argument('<from>', 'the release that you have', readTag)
    .argument('<to>', 'the release that you want; an older one shows what rolling back changes', readTag)
    .option('--ami-type <type>', 'only this AMI type, like AL2023_x86_64_STANDARD', readAmiType)
    .option('--kubernetes <minor>', 'only this Kubernetes minor, like 1.30', readMinor)
    .option('--json', 'print one JSON object')
    .addOption(failOnOption())
    .addHelpText(
      'after',
      `${exitCodeHelp}

Examples:
  $ amiwatch diff v20240729 v20240817
  $ amiwatch diff v20240729 v20241016 --ami-type AL2023_x86_64_STANDARD --kubernetes 1.30
  $ amiwatch diff v20250807 v20260224 --kubernetes 1.33 --json --fail-on breaking`,
    )
    .action(async (from, to, options) => {
      const [{ diff }, { renderDifference }] = await Promise.all([
        import('./diff.ts'),
        import('./render-difference.ts'),
      ]);
      const difference = diff(from, to, options);
      process.stdout.write(
        options.json ? `${JSON.stringify(difference)}\n` : renderDifference(difference, process.stdout),
      );
      const failOn: ReportSeverity | undefined = options.failOn;
      // A release that AWS took back is nothing to move to, whatever is in it.
      const bad =
        difference.withdrawn !== null || compareSeverities(difference.severity, failOn ?? 'breaking') <= 0;
      const found = failOn !== undefined && bad;
      (options as Exit).exit(found ? exitCodes.found : exitCodes.ok);
    });
}

function vercmpCommand(): Command {
  return new Command('vercmp')
    .description('Compare two RPM versions as rpm does: prints -1, 0 or 1.')
    .argument('<a>', 'a version with or without epoch and release: 1:1.7.20-1.amzn2023.0.1')
    .argument('<b>', 'another one; releases count when both have one')
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch vercmp 1.7.20-1.amzn2.0.1 1.7.11-1.amzn2.0.1      1
  $ amiwatch vercmp '1.8.0~rc1' 1.8.0                          -1
  $ amiwatch vercmp 1.7.27 1.7.27-1.eks.amzn2023.0.4           0`,
    )
    .action((a: string, b: string) => {
      if (a === '' || b === '')
        throw new UsageError('An empty text is no version. Give two, like 1.7.20-1.amzn2.0.1 1.7.11.');
      process.stdout.write(`${compareEvr(a, b)}\n`);
    });
}
