import type { Part } from './make-setup.ts';
import type { ReaderContext } from './reader.ts';
import type { OperatingSystem, Place, Program, Setup } from './setup.ts';
import type { Tree } from './tree/tree.ts';
import { readUserData } from './user-data/read-user-data.ts';

/** The user data that another file's field holds. What is unknown or no text leaves everything open. */
export function userDataPart(tree: Tree | undefined, context: ReaderContext, system?: OperatingSystem): Part {
  if (tree === undefined || tree.is === 'null') return {};
  if (system === 'Windows') return openPart(tree.place, 'PowerShell is not read.');
  if (tree.is === 'text') return tree.text.text.trim() === '' ? {} : readUserData(tree.text, context);
  return openPart(tree.place, 'The user data is no text.');
}

/** Says that anything may stand at a place. */
export function openPart(place: Place, why: string): Part {
  return { gaps: [{ place, why, about: 'all' }] };
}

const programsOfNodes: readonly Program[] = [
  'bootstrap',
  'bottlerocket',
  'containerd',
  'kubelet-config',
  'kubelet-flag',
  'node-config',
];

/** Those of a file that make nodes of Kubernetes: all of a file that speaks of them, and whoever configures a part of a node. */
export function nodesAmong(setups: readonly Setup[], text: string): readonly Setup[] {
  if (speaksOfNodes(text)) return setups;
  return setups.filter(({ settings }) => speaksOfNodeParts(settings));
}

/** Whether something configures a part that only nodes of Kubernetes have. */
export function speaksOfNodeParts(settings: Setup['settings']): boolean {
  return settings.some(({ of }) => programsOfNodes.includes(of));
}

/** Whether a file is about nodes of Kubernetes: there are many launch templates and images that are not. */
export function speaksOfNodes(text: string): boolean {
  return /eks|kube|k8s|bottlerocket|containerd|nodeadm/i.test(text);
}
