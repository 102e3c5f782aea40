import { Command, Option } from 'commander';
import { readAmiType, readMinor, readTag } from '../arguments.ts';
import { type FailOn, failOnChoices } from '../check/fail-on.ts';
import { UsageError } from '../usage-error.ts';

/** `amiwatch check`: whether what a team has is exposed to what a release changes. */
export function checkCommand(): Command {
  return new Command('check')
    .description(
      'Whether your configuration of nodes is exposed to what a release changes, and the line that decides it.',
    )
    .argument(
      '<paths...>',
      'files and folders with user data, NodeConfigs, Terraform, manifests, …; - is standard input',
    )
    .addOption(
      new Option('--to <tag>', 'the release to move to; latest is the newest recorded one')
        .argParser(readTag)
        .default(undefined, 'latest'),
    )
    .option('--from <tag>', 'the release that you have: only what comes in on the way counts', readTag)
    .option('--ami-type <type>', 'the AMI type of nodes that do not name theirs', readAmiType)
    .option('--kubernetes <minor>', 'the Kubernetes minor of all nodes, like 1.33', readMinor)
    .addOption(new Option('--json', 'print one JSON object').conflicts(['sarif', 'github', 'fix']))
    .addOption(new Option('--sarif', 'print SARIF 2.1.0, for code scanning').conflicts(['github', 'fix']))
    .addOption(new Option('--github', "print annotations for GitHub's pull requests").conflicts('fix'))
    .option('--fix', 'print changes of your files that help, as a diff for `git apply`; nothing is written')
    .option('--all', 'list also what is not exposed, and all that cannot be told', false)
    .addOption(
      new Option('--fail-on <what>', 'from what on to exit with 1')
        .choices([...failOnChoices])
        .default('exposed'),
    )
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing is exposed, as far as it can be told
  1  something is, at or above --fail-on
  2  the command line, or a file that it names, is wrong
  70 amiwatch itself failed

Examples:
  $ amiwatch check nodes/ --to v20241115
  $ amiwatch check . --from v20240729 --to v20240817 --kubernetes 1.30 --fail-on breaking
  $ amiwatch check . --to latest --fix | git apply
  $ aws ec2 describe-launch-template-versions --launch-template-id ID --output text \\
      --query 'LaunchTemplateVersions[0].LaunchTemplateData.UserData' | amiwatch check -

What is read, and how to use it in a pipeline: docs/check.md. --json follows docs/schemas/check.schema.json.`,
    )
    .action(async (paths: readonly string[], options) => {
      const { runCheck } = await import('../check/run-check.ts');
      const { failOn, from, to = readTag('latest') } = options;
      if (from !== undefined && from > to)
        throw new UsageError(
          `--from ${from} is newer than --to ${to}. To go back, compare them with amiwatch diff.`,
        );
      options.exit(await runCheck(paths, { ...options, to, failOn: failOn as FailOn }));
    });
}
