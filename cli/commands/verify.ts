import { Command, Option } from 'commander';
import { parseReleaseTag } from '../../shared/parameters/release-tag.ts';
import { trackOf } from '../../shared/parameters/track.ts';
import { compareSeverities, type ReportSeverity } from '../../shared/report/severity.ts';
import { readAmiType, readMinor, readSeverity, readTag } from '../arguments.ts';
import { readText } from '../text-file.ts';
import { exitCodes } from '../usage-error.ts';

/** `amiwatch verify <inventory>`: a node, an image or a cluster against the release that it claims to be. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('What a node, an image or a cluster has, against the release that it claims to be.')
    .argument('<inventory>', 'a file with what is installed; - is standard input')
    .requiredOption('--release <tag>', 'the release that the nodes claim to be, like v20240828')
    .requiredOption('--ami-type <type>', 'their AMI type, like AL2023_x86_64_STANDARD', readAmiType)
    .requiredOption('--kubernetes <minor>', 'their Kubernetes minor, like 1.30', readMinor)
    .option(
      '--notes <file>',
      'the body of the GitHub release, for one that the recorded history does not have',
    )
    .option('--json', 'print one JSON object', false)
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit with 1 only for drift that brings in something this grave, or graver',
      ).argParser(readSeverity),
    )
    .addHelpText(
      'after',
      `
An inventory is known by its content. It is one of:
  rpm -qa, also with --qf and with other commands' output in one text: dnf or yum list installed,
    ctr version, containerd, runc or kubelet --version, uname -r
  kubectl get nodes -o json, or -o wide
  aws ssm list-inventory-entries, or get-inventory, of AWS:Application
  an SBOM: CycloneDX (JSON), SPDX 2 (JSON or tag-value)

Exit codes:
  0  nothing drifted
  1  something drifted, or could not be compared
  2  the command line or a file that it names is wrong, or nothing can be compared
  70 amiwatch itself failed

Examples:
  $ amiwatch verify packages.txt --release v20240828 --ami-type AL2_x86_64 --kubernetes 1.30
  $ ssh NODE 'rpm -qa; uname -r' | amiwatch verify - --release v20240828 \\
      --ami-type AL2023_x86_64_STANDARD --kubernetes 1.30
  $ kubectl get nodes -o json | amiwatch verify - --release v20240828 --ami-type AL2_x86_64 \\
      --kubernetes 1.30 --fail-on breaking

The JSON follows docs/schemas/verification.schema.json.`,
    )
    .action(async (inventory: string, options) => {
      const [{ verifyInventory }, { readInventoryFile }, { renderVerification }] = await Promise.all([
        import('../verify.ts'),
        import('../inventory-file.ts'),
        import('../render-verification.ts'),
      ]);
      const notes = options.notes === undefined ? undefined : readText(options.notes);
      // Notes can be of a release that is newer than the recorded history.
      const release = (notes && parseReleaseTag(options.release)) || readTag(options.release);
      const track = trackOf(options.amiType, options.kubernetes);
      const subject = inventory === '-' ? 'standard input' : inventory;
      const found = verifyInventory(readInventoryFile(inventory), subject, { release, track, notes });
      process.stdout.write(
        options.json ? `${JSON.stringify(found)}\n` : renderVerification(found, process.stdout),
      );
      const failOn: ReportSeverity | undefined = options.failOn;
      const grave = failOn === undefined || compareSeverities(found.severity, failOn) <= 0;
      // What could not be compared may be anything: it is never green.
      const bad = !found.complete || (found.outcome === 'drifted' && grave);
      options.exit(bad ? exitCodes.found : exitCodes.ok);
    });
}
