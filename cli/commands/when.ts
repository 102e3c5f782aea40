import { Command } from 'commander';
import { readAmiType, readMinor } from '../arguments.ts';

/** `amiwatch when <package and versions>`: since when a track has it. */
export function whenCommand(): Command {
  return new Command('when')
    .description(
      'The first release of each track with these versions of a package, and whether they went away again.',
    )
    .argument('<versions>', "a package and its upstream versions, like 'containerd>=1.7.22'")
    .option('--ami-type <type>', 'only this AMI type, like AL2023_x86_64_STANDARD', readAmiType)
    .option('--kubernetes <minor>', 'only this Kubernetes minor, like 1.30', readMinor)
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      `
Examples:
  $ amiwatch when 'containerd>=1.7.22'
  $ amiwatch when 'containerd =1.7.20' --kubernetes 1.30
  $ amiwatch when 'kernel 6.12.x' --ami-type AL2023_x86_64_STANDARD --json`,
    )
    .action(async (versions: string, options) => {
      const [{ readWanted, when }, { renderWhen }] = await Promise.all([
        import('../when.ts'),
        import('../render-when.ts'),
      ]);
      const found = when(readWanted(versions), options);
      process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : renderWhen(found, process.stdout));
    });
}
