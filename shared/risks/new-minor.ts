import { leadingNumbers } from '../packages/rpm-order.ts';
import { type Moved, notesOfChange, onMoves, shortMove } from './on-changes.ts';
import type { Rule } from './risk.ts';

/**
 * What every pod runs on, and how far its second number has to move. Runtimes and the kernel keep their promises over
 * minors, and change defaults with them. NVIDIA counts the builds of a branch there: a step of 20 has a feature release
 * in it, and the smaller ones, of which nearly every second month has one, are its patches. A minor of an agent or a
 * tool does not meet pods.
 */
const leastStep: ReadonlyMap<string, number> = new Map([
  ['containerd', 1],
  ['runc', 1],
  ['kernel', 1],
  ['nvidia-driver', 20],
]);

export const newMinor: Rule<'new-minor'> = {
  id: 'new-minor',
  title: 'A new minor of containerd, runc, the kernel or the NVIDIA driver',
  severity: 'unreviewed',
  raise: onMoves((change) => {
    const least = leastStep.get(change.package) ?? Number.POSITIVE_INFINITY;
    return change.kind === 'upgraded' && change.level === 'minor' && stepOf(change) >= least
      ? `${shortMove(change, 2)}: a new minor`
      : undefined;
  }),
  readMore: notesOfChange,
};

function stepOf({ after, before }: Moved): number {
  const [from, to] = [before, after].map(({ version }) => Number(leadingNumbers(version)[1] ?? 0));
  return (to ?? 0) - (from ?? 0);
}
