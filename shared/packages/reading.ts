import type { ReleaseTag } from '../parameters/release-tag.ts';
import { type AmiType, amiTypes, compareMinors, compareTracks } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';
import type { Cell, Reading, ReleaseFacts } from './facts.ts';

/** In characters. The longest notes have 31,000; GitHub takes 125,000; beyond this a document is not worth its time. */
export const documentLimit = 1_000_000;

/** A reading that understood nothing, and why. */
export function nothingRead(release: ReleaseTag, problem: Problem): Reading {
  return { facts: { stream: 'eks-amazon-linux', release, images: [], cells: [] }, problems: [problem] };
}

/** The problem of a document over the limit. */
export function tooLarge(text: string, release: ReleaseTag): Problem {
  return {
    kind: 'document-too-large',
    subject: release,
    message: `The document has ${text.length} characters; at most ${documentLimit} are read.`,
    remedy: 'Look at the document: it is not one release.',
  };
}

/** The facts in the one order that every reader gives: the same facts are then equal values. */
export function inOrder(facts: ReleaseFacts): ReleaseFacts {
  return {
    ...facts,
    images: facts.images.toSorted((a, b) => compareTracks(a.track, b.track)),
    cells: facts.cells.toSorted(compareCells),
    ...(facts.sourceImages === undefined
      ? {}
      : { sourceImages: facts.sourceImages.toSorted((a, b) => compareTracks(a.track, b.track)) }),
  };
}

function compareCells(a: Cell, b: Cell): number {
  return (
    compareText(a.package, b.package) ||
    compareMinors(a.kubernetes, b.kubernetes) ||
    amiTypes.indexOf(a.amiType as AmiType) - amiTypes.indexOf(b.amiType as AmiType)
  );
}

/** By code unit: the order must not hang on the locale of the machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
