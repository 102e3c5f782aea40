import type { Block } from '../../hcl/body.ts';
import type { Module } from '../../hcl/module.ts';
import type { Gap, Setup } from '../../setup.ts';
import { fieldOf, isUnknown } from '../../tree/tree.ts';
import { type Document, objectsOf, readDocuments } from '../manifests/documents.ts';
import { isWantedKind, readObjects } from '../manifests/read-objects.ts';

const types = ['kubectl_manifest', 'kubernetes_manifest', 'k8s_manifest'];

export function isObject({ type, labels }: Block): boolean {
  return type === 'resource' && types.includes(labels[0] ?? '');
}

/** Objects of Kubernetes that Terraform applies, Karpenter's node classes first of all. */
export function terraformObjects(
  blocks: readonly Block[],
  module: Module,
): { readonly setups: readonly Setup[]; readonly gaps: readonly Gap[] } {
  const documents: Document[] = [];
  const gaps: Gap[] = [];
  for (const block of blocks) {
    const tree = fieldOf(block.body(), 'yaml_body', 'manifest', 'content');
    if (tree?.is === 'map') documents.push(...objectsOf(tree).filter(({ kind }) => isWantedKind(kind)));
    if (tree?.is !== 'text' || isUnknown(tree)) continue;
    const read = readDocuments(tree.text, isWantedKind);
    documents.push(...read.documents);
    gaps.push(...read.gaps);
  }
  return { setups: readObjects(documents, module.spot.context), gaps };
}
