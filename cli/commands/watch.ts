import { Command, Option } from 'commander';
import { readFolder, readInterval, readRegions } from '../arguments.ts';
import { UsageError } from '../usage-error.ts';

type Exit = { readonly exit: (code: number) => void };

/** `amiwatch watch --live`: the deployed poll on this machine. */
export function watchCommand(): Command {
  return new Command('watch')
    .description(
      'Watch AWS from this machine with your own credentials; announce here, and to Slack if you like.',
    )
    .option('--live', "read AWS's own parameters; needs credentials that may")
    .option(
      '--regions <list>',
      'Regions to watch, like us-east-1,eu-west-1 (default: your Region)',
      readRegions,
    )
    .option('--profile <name>', "profile of the AWS command line's configuration, SSO profiles too")
    .option(
      '--store <dir>',
      'keep there what was seen (default: amiwatch in your folder for state)',
      readFolder,
    )
    .option('--once', 'poll once and end, for cron')
    .addOption(
      new Option('--interval <time>', 'time between two polls, from 30s to 24h')
        .argParser(readInterval)
        .default(300_000, '5m'),
    )
    .option('--json', 'print one announcement a line and nothing else; the rest goes to standard error')
    .option('--full', 'show every check, step and link of a finding instead of the first of each')
    .addHelpText(
      'after',
      `
Exit codes:
  0  ok: asked to end, or with --once all was read and delivered
  2  the command line, the credentials, their permission, or the store is wrong
  70 with --once: something failed, and is tried again at the next run; or amiwatch itself failed

Examples:
  $ amiwatch watch --live
  $ amiwatch watch --live --regions us-east-1,eu-west-1 --profile work
  $ AMIWATCH_SLACK_WEBHOOK_FILE=webhook.txt amiwatch watch --live --once --json

The first poll is the baseline and announces nothing. Other variables of the environment that it takes are in
docs/configuration.md.`,
    )
    .action(async (options) => {
      if (options.live !== true) throw new UsageError(withoutLive);
      const { watch } = await import('../watch/watch.ts');
      (options as Exit).exit(await watch(options));
    });
}

const withoutLive =
  'watch asks AWS with your credentials, so that it wants to be told: amiwatch watch --live. To see recorded releases without any account: npx amiwatch replay.';
