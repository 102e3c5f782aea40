import type { Place, Setting, Step } from '../setups/setup.ts';
import { allOf, anyOf, not, type Truth } from './truth.ts';

/** Something that a setup says, or leaves open, and by which a condition was judged. */
export interface Evidence {
  readonly place: Place;
  /** A sentence. */
  readonly says: string;
  /** What says it, for a fix to take hold of. */
  readonly setting?: Setting;
  readonly step?: Step;
}

/** What a condition is over a setup, and what decided it. */
export interface Answer {
  readonly truth: Truth;
  readonly because: readonly Evidence[];
}

/** More than that nobody reads; a hostile file could have thousands of places. */
const mostEvidence = 12;

export function answerAll(answers: readonly Answer[]): Answer {
  return joined(answers, allOf(answers.map(({ truth }) => truth)));
}

export function answerAny(answers: readonly Answer[]): Answer {
  return joined(answers, anyOf(answers.map(({ truth }) => truth)));
}

export function answerNot({ truth, because }: Answer): Answer {
  return { truth: not(truth), because };
}

/** The evidence of those that made it so. */
function joined(answers: readonly Answer[], truth: Truth): Answer {
  const because = answers.flatMap((answer) => (answer.truth === truth ? answer.because : []));
  return { truth, because: eachOnce(because).slice(0, mostEvidence) };
}

function eachOnce(evidence: readonly Evidence[]): readonly Evidence[] {
  if (evidence.length < 2) return evidence;
  const byText = new Map(
    evidence.map((item) => [`${item.place.file}:${item.place.line}:${item.place.column} ${item.says}`, item]),
  );
  return [...byText.values()];
}
