import { Command } from 'commander';
import { parseReleaseTag, type ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { describeProblem } from '../../shared/problem.ts';
import { readText } from '../text-file.ts';
import { UsageError } from '../usage-error.ts';

/** `amiwatch extract <file>`: every version that release notes give, in their own words. */
export function extractCommand(): Command {
  return new Command('extract')
    .description('Every version in upstream release notes, one a line, in their own words.')
    .argument('<file>', "upstream's changelog; or one release's notes, with --release")
    .option('--release <tag>', 'the file is the body of this GitHub release', readAnyTag)
    .option('--json', 'print one JSON object a line instead of columns', false)
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch extract CHANGELOG.md --json | jq -r 'select(.package == "runc") | .version' | sort -u
  $ amiwatch extract body.md --release v20240817

A line: {"release","kubernetesVersion","amiType","package","version"}. The AMI type is "*" in notes
that do not tell AMI types apart. Problems go to standard error.`,
    )
    .action(async (file: string, options: { release?: ReleaseTag; json: boolean }) => {
      const { extract } = await import('../extract.ts');
      const { facts, problems, releases } = extract(readText(file), options.release);
      if (releases === 0)
        throw new UsageError(
          `${file} has no heading of a release. For the notes of one release, give --release with its tag.`,
        );
      for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
      for (const fact of facts) {
        const { amiType, kubernetesVersion, package: name, release, version } = fact;
        const columns = [release, kubernetesVersion, amiType, name, version].join('\t');
        process.stdout.write(`${options.json ? JSON.stringify(fact) : columns}\n`);
      }
    });
}

/** Any tag: the notes may be newer than the recorded history. */
function readAnyTag(text: string): ReleaseTag {
  const tag = parseReleaseTag(text.startsWith('v') ? text : `v${text}`);
  if (tag !== undefined) return tag;
  throw new UsageError(`${JSON.stringify(text)} is no release tag. Give one like v20240817.`);
}
