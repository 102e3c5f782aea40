import type { PollResult } from '../../functions/poll/poll.ts';
import { describeProblem, type Problem } from '../../shared/problem.ts';
import { explainAccess } from './permission.ts';

/** Says what is new since the poll before, a line each; of a poll like the one before, nothing. */
export function startNews(): (result: PollResult) => readonly string[] {
  let problemsBefore: ReadonlyMap<string, string> = new Map();
  let waitingBefore: ReadonlySet<string> = new Set();
  return ({ problems, waiting }) => {
    const now = new Map(problems.map((problem) => [keyOf(problem), lineOf(problem)]));
    const lines = [
      // Batches of one Region that fail alike say the same.
      ...new Set([...now].filter(([key]) => !problemsBefore.has(key)).map(([, line]) => line)),
      ...new Set(
        [...problemsBefore.keys()]
          .filter((key) => lasting(key) && !now.has(key))
          .map((key) => `Over: ${key}.`),
      ),
      ...waiting
        .filter((release) => !waitingBefore.has(release))
        .map((release) => `${release} is out; its notes are looked for.`),
    ];
    problemsBefore = now;
    waitingBefore = new Set(waiting);
    return lines;
  };
}

/** The same trouble over many polls; the names in a batch do not make it another one. */
function keyOf({ kind, place, subject }: Problem): string {
  return place === undefined || kind === 'parameters-unread' || kind === 'region-failed'
    ? `${kind} ${place ?? subject}`
    : `${kind} ${subject} (${place})`;
}

/** What goes on until it is mended; a problem with notes is said by the one poll that reads them. */
function lasting(key: string): boolean {
  return /^(parameters-unread|region-failed|source-failed|release-failed) /.test(key);
}

function lineOf(problem: Problem): string {
  return `Problem: ${explainAccess(problem) ?? describeProblem(problem)}`;
}
