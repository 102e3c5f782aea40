import { type Problem, quoted } from '../problem.ts';
import type { InventoryReading } from './inventory.ts';
import type { Line } from './lines.ts';

/** Lines around an inventory, of a login or a prompt, are told and leave nothing open; every other problem does. */
export const strayLines = 'inventory-line-unknown';

/** Lines that say nothing that is understood, as one problem: a text of another kind has thousands of them. */
export function unreadLines(first: Line | undefined, count: number): readonly Problem[] {
  if (first === undefined) return [];
  return [
    {
      kind: strayLines,
      subject: 'the inventory',
      place: `line ${first.number}`,
      message: `${quoted(first.text)} is no package in a form that is known${others(count)}.`,
      remedy: 'Print packages with `rpm -qa`; what these lines say is left out.',
    },
  ];
}

/** Items of a document that are not of its shape, as one problem. */
export function unreadItems(subject: string, places: readonly string[]): readonly Problem[] {
  const [first] = places;
  if (first === undefined) return [];
  return [
    {
      kind: 'inventory-item-unknown',
      subject,
      place: first,
      message: `It has not the fields that such an item has${others(places.length)}.`,
      remedy: 'Print the inventory again, whole and without a --query; what these items say is left out.',
    },
  ];
}

/** EKS runs clusters of some thousands of nodes; more than this is no list of them. */
export const mostNodes = 20_000;

/** The reading of a list with more than `mostNodes`. */
export const tooManyNodes: InventoryReading = {
  nodes: [],
  problems: [
    {
      kind: 'inventory-too-long',
      subject: 'the inventory',
      message: `It has more than ${mostNodes} nodes.`,
      remedy: 'Give them in parts: `kubectl get nodes -l eks.amazonaws.com/nodegroup=NAME -o json`.',
    },
  ],
};

function others(count: number): string {
  return count === 1 ? '' : `; the same is so of ${count - 1} more`;
}
