import { isBottlerocket, readBottlerocket } from './bottlerocket.ts';
import type { Part } from './make-setup.ts';
import type { ReaderContext } from './reader.ts';
import type { Place } from './setup.ts';
import { itemsOf, type Tree } from './tree/tree.ts';
import { readUserData } from './user-data/read-user-data.ts';

/** The user data that another file's field holds. What is unknown or no text leaves everything open. */
export function userDataPart(tree: Tree | undefined, context: ReaderContext): Part {
  if (tree === undefined || tree.is === 'null') return {};
  if (tree.is === 'text' && !isUnknownText(tree)) {
    if (tree.text.text.trim() === '') return {};
    return isBottlerocket(tree.text.text) ? readBottlerocket(tree.text) : readUserData(tree.text, context);
  }
  const hole = tree.is === 'text' ? tree.text.runs.find((run) => run.hole)?.hole : undefined;
  const why =
    hole === undefined
      ? 'The user data is no text.'
      : `The user data is not known: ${hole.text} ${hole.why}.`;
  return openPart(tree.place, why);
}

/** Says that anything may stand at a place. */
export function openPart(place: Place, why: string): Part {
  return { gaps: [{ place, why, about: 'all' }] };
}

function isUnknownText(tree: Tree): boolean {
  return tree.is === 'text' && tree.text.text.trim().length === 1 && tree.text.runs.some(({ hole }) => hole);
}

/** Whether a file is about nodes of Kubernetes: there are many launch templates and images that are not. */
export function speaksOfNodes(text: string): boolean {
  return /eks|kube|k8s|bottlerocket|containerd|nodeadm/i.test(text);
}

/** The texts of a list, unknown ones too. */
export function textsOf(tree: Tree | undefined) {
  return itemsOf(tree).flatMap((item) => (item.is === 'text' ? [item.text] : []));
}
