import { isAccelerated } from './accelerated.ts';
import { notesOfChange, onMoves, wholeMove } from './on-changes.ts';
import type { Rule } from './risk.ts';

/**
 * A driver is built for one kernel. Nearly every release of images with an accelerator moves their kernel by a few
 * patches, and of those none is known to have broken a node: it is told, and wakes nobody by default. A line, and a
 * jump over many patches, are raised by rules of their own.
 */
export const acceleratorKernel: Rule<'accelerator-kernel'> = {
  id: 'accelerator-kernel',
  title: 'Another kernel under the drivers of GPU, Neuron and EFA nodes',
  severity: 'routine',
  raise: onMoves((change, { packages, track }) =>
    change.package === 'kernel' &&
    change.kind === 'upgraded' &&
    change.level === 'patch' &&
    isAccelerated(track, packages)
      ? `${wholeMove(change)}: another kernel under the accelerator's drivers`
      : undefined,
  ),
  readMore: notesOfChange,
};
