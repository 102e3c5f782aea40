import { readReleaseNotes } from '../../../shared/packages/release-notes/read.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';

/** One section: AMI names, then the package tables. */
export function section(tables: string, minor = '1.30', names = imageTable(minor)): string {
  return `<details>\n<summary><b>Kubernetes ${minor}</b></summary>\n${names}\n${tables}\n</details>\n`;
}

export function imageTable(minor: string): string {
  return `<table><tr><th>AMI Names</th><th>Release version</th><th>Included artifacts</th>
<tr><td>amazon-eks-node-${minor}-v20240817</td><td rowspan="2">${minor}.2-20240817</td><td rowspan="2">s3://x/</td></tr>
<tr><td>amazon-eks-gpu-node-${minor}-v20240817</td></tr></table>`;
}

export function packageTable(
  rows: string,
  header = '<th>Package</th><th>AL2_x86_64</th><th>AL2_x86_64_GPU</th>',
): string {
  return `<table><tr>${header}</tr>${rows}</table>`;
}

/** Notes that are lists: three images a minor, and these AMI details. */
export function list(minors: readonly string[], details: string) {
  const names = minors
    .flatMap((minor) => ['', 'arm64-', 'gpu-'].map((kind) => `* amazon-eks-${kind}node-${minor}-v20240817`))
    .join('\n');
  return read(`${names}\n\nAMI details:\n${details}\n`);
}

export function read(text: string, release: ReleaseTag = 'v20240817', firstLine = 1) {
  const { facts, problems } = readReleaseNotes(text, release, firstLine);
  const cells = facts.cells.map(
    (cell) => `${cell.package} ${cell.amiType}/${cell.kubernetes} ${cell.version ?? 'absent'}`,
  );
  return { facts, cells, problems, kinds: problems.map(({ kind }) => kind) };
}

export const containerd = '<tr><td>containerd</td><td colspan="2">1.7.20-1.amzn2.0.1</td></tr>';
export const containerdCells = [
  'containerd AL2_x86_64/1.30 1.7.20-1.amzn2.0.1',
  'containerd AL2_x86_64_GPU/1.30 1.7.20-1.amzn2.0.1',
];
