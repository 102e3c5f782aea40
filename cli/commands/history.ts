import { Command } from 'commander';
import { describeProblem } from '../../shared/problem.ts';
import { readText, writeText } from '../text-file.ts';
import { UsageError } from '../usage-error.ts';

/** `amiwatch history <package>`, and `amiwatch history import`. */
export function historyCommand(): Command {
  return new Command('history')
    .description('The versions of a package on one track, release by release, as a table and a plot.')
    .argument('<package>', 'a package like containerd, kernel or nvidia-driver')
    .option('--track <track>', 'AMI type and Kubernetes minor, like AL2023_x86_64_STANDARD/1.30')
    .option('--json', 'print one JSON object with every release', false)
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch history containerd --track AL2023_x86_64_STANDARD/1.30
  $ amiwatch history kernel --track AL2_x86_64/1.23 --json`,
    )
    .action(async (name: string, { json, track }: { json: boolean; track?: string }) => {
      // Not a required option: commander would ask `history import` for it too.
      if (track === undefined) throw new UsageError(withoutTrack);
      const [{ timeline }, { renderTimeline }] = await Promise.all([
        import('../timeline.ts'),
        import('../render-timeline.ts'),
      ]);
      const found = timeline(name, track);
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : renderTimeline(found, process.stdout));
    })
    .addCommand(importCommand());
}

const withoutTrack =
  'Versions are only compared within a track. Give one with --track, like AL2023_x86_64_STANDARD/1.30.';

function importCommand(): Command {
  return new Command('import')
    .description(
      'Turn upstream release notes (a changelog) into the recorded history: facts only, the same bytes every time.',
    )
    .argument('<file>', 'the upstream changelog in Markdown')
    .option('--out <file>', 'write there instead of to standard output')
    .addHelpText(
      'after',
      `
Example:
  $ amiwatch history import CHANGELOG.md --out shared/history/eks-amazon-linux.json

Problems go to standard error; what could be read is written all the same.`,
    )
    .action(async (file: string, options: { out?: string }) => {
      const { importHistory } = await import('../history.ts');
      const { json, problems, releases } = importHistory(readText(file));
      for (const problem of problems) process.stderr.write(`${describeProblem(problem)}\n`);
      if (releases === 0)
        throw new UsageError(
          `${file} has no release whose notes could be read. Is it the upstream changelog?`,
        );
      if (options.out === undefined) process.stdout.write(json);
      else writeText(options.out, json);
      process.stderr.write(`${releases} releases, ${problems.length} problems\n`);
    });
}
