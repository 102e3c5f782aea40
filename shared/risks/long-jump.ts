import type { PackageName } from '../packages/canonical.ts';
import type { TrackPackages } from '../packages/packages.ts';
import { leadingNumbers } from '../packages/rpm-order.ts';
import type { Track } from '../parameters/track.ts';
import { isAccelerated } from './accelerated.ts';
import { notesOfChange, onMoves, wholeMove } from './on-changes.ts';
import type { Rule } from './risk.ts';

/**
 * Many patches at once are as much as a minor: containerd 1.7.11 → 1.7.20 brought two changes that broke nodes. Two or
 * three patches are the usual step of the runtimes. The kernel has a patch a week; 15 are a kernel that was held back
 * and let go, which is what meets drivers that were built for the old one.
 */
const manyPatches: ReadonlyMap<PackageName, number> = new Map([
  ['containerd', 5],
  ['runc', 5],
]);
const manyKernelPatches = 15;

export const longJump: Rule<'long-jump'> = {
  id: 'long-jump',
  title: 'Many patch versions at once of containerd or runc, or of the kernel under an accelerator',
  severity: 'unreviewed',
  raise: onMoves((change, { packages, track }) => {
    if (change.kind !== 'upgraded' || change.level !== 'patch') return undefined;
    const [patchBefore, patchAfter] = [change.before, change.after].map(({ version }) =>
      Number(leadingNumbers(version)[2] ?? 0),
    );
    const jump = (patchAfter ?? 0) - (patchBefore ?? 0);
    return jump >= enough(change.package, track, packages)
      ? `${wholeMove(change)}: ${jump} patch versions at once`
      : undefined;
  }),
  readMore: notesOfChange,
};

function enough(name: PackageName, track: Track, packages: TrackPackages): number {
  const patches =
    name === 'kernel' && isAccelerated(track, packages) ? manyKernelPatches : manyPatches.get(name);
  return patches ?? Number.POSITIVE_INFINITY;
}
