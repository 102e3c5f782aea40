import type { ReaderContext } from '../../reader.ts';
import type { Setup } from '../../setup.ts';
import type { Document } from './documents.ts';
import { isEksctl, readEksctl } from './eksctl.ts';
import { readKarpenter } from './karpenter.ts';
import { isKarpenterKind } from './node-classes.ts';
import { isPodKind, readPods } from './pods.ts';

/** Kinds of objects that say something of nodes, or of the pods that run on them. */
export function isWantedKind(kind: string): boolean {
  return kind === 'ClusterConfig' || kind.endsWith('List') || isPodKind(kind) || isKarpenterKind(kind);
}

/** The setups of objects that belong together: those of one file. */
export function readObjects(
  documents: readonly Document[],
  context: ReaderContext,
  named = false,
): readonly Setup[] {
  return [
    ...documents.filter(isEksctl).flatMap((document) => readEksctl(document, context)),
    ...readKarpenter(
      documents.filter(({ kind }) => isKarpenterKind(kind)),
      context,
      named,
    ),
    ...documents.filter(({ kind }) => isPodKind(kind)).flatMap(readPods),
  ];
}
