import type { Change } from '../changes/change.ts';
import type { PackageName } from '../packages/canonical.ts';
import { leadingNumbers } from '../packages/rpm-order.ts';
import type { Version } from '../packages/version.ts';

/** More addresses than anybody opens; the newest ones are kept. */
const mostNotes = 24;

/** Where upstream's notes of one version are. */
const pageOf: ReadonlyMap<PackageName, (version: string) => string> = new Map<
  PackageName,
  (version: string) => string
>([
  ['containerd', (version) => `https://github.com/containerd/containerd/releases/tag/v${version}`],
  ['runc', (version) => `https://github.com/opencontainers/runc/releases/tag/v${version}`],
  [
    'kernel',
    (version) => `https://cdn.kernel.org/pub/linux/kernel/v${version.split('.')[0]}.x/ChangeLog-${version}`,
  ],
  [
    'nvidia-driver',
    (version) =>
      `https://docs.nvidia.com/datacenter/tesla/tesla-release-notes-${version.replaceAll('.', '-')}/index.html`,
  ],
  [
    'nvidia-container-toolkit',
    (version) => `https://github.com/NVIDIA/nvidia-container-toolkit/releases/tag/v${version}`,
  ],
  [
    'cuda-toolkit',
    (version) => `https://docs.nvidia.com/cuda/archive/${version}/cuda-toolkit-release-notes/`,
  ],
  ['docker', (version) => `https://github.com/moby/moby/releases/tag/v${version}`],
  ['amazon-ssm-agent', (version) => `https://github.com/aws/amazon-ssm-agent/releases/tag/${version}`],
  ['efa', (version) => `https://github.com/amzn/amzn-drivers/releases/tag/efa_linux_${version}`],
  [
    'ena',
    (version) => `https://github.com/amzn/amzn-drivers/releases/tag/ena_linux_${version.replace(/g$/, '')}`,
  ],
  [
    'aws-neuronx-dkms',
    () => 'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/release-notes/index.html',
  ],
]);

/** Packages that number every release: minor by minor, and each one's patches from 0 on. */
const countedUp: ReadonlySet<PackageName> = new Set(['containerd', 'runc', 'kernel']);

/** Upstream's notes of what a change passes, oldest first: of every version where upstream counts them up, else of the last. */
export function upstreamNotes({ after, before, package: name }: Change): readonly string[] {
  const page = pageOf.get(name);
  const [older, newer] = isDowngrade(before, after) ? [after, before] : [before, after];
  const last = newer ?? older;
  if (page === undefined || last === undefined) return [];
  const passed =
    countedUp.has(name) && older !== undefined && newer !== undefined
      ? versionsPassed(older, newer)
      : [last.upstream];
  return [
    ...new Set(passed.map((version) => page(name === 'kernel' ? version.replace(/\.0$/, '') : version))),
  ].slice(-mostNotes);
}

function isDowngrade(before: Version | undefined, after: Version | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const [a, b] = [numbersOf(before), numbersOf(after)];
  const place = a.findIndex((number, index) => number !== b[index]);
  return place !== -1 && (a[place] ?? 0) > (b[place] ?? 0);
}

/** The versions after `older`, up to and with `newer`: of minors between the two only the first, since their patches are not known. */
function versionsPassed(older: Version, newer: Version): readonly string[] {
  const [majorA = 0, minorA = 0, patchA = 0] = numbersOf(older);
  const [majorB = 0, minorB = 0, patchB = 0] = numbersOf(newer);
  const count = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  if (majorA === majorB && minorA === minorB)
    return count(patchA + 1, patchB).map((patch) => `${majorB}.${minorB}.${patch}`);
  const firstMinor = majorA === majorB ? minorA + 1 : 0;
  return [
    ...count(firstMinor, minorB).map((minor) => `${majorB}.${minor}.0`),
    ...count(1, patchB).map((patch) => `${majorB}.${minorB}.${patch}`),
  ];
}

function numbersOf({ version }: Version): readonly number[] {
  return leadingNumbers(version).slice(0, 3).map(Number);
}
