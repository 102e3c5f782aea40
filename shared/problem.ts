/**
 * A named, visible trouble with one item of input. A problem never stops the batch that the item came in: the reader
 * puts it beside what it could read, and the poll reports it.
 */
export interface Problem {
  /** Stable, kebab-case name of what is wrong: `value-not-json`, `unknown-column`, … Alarms and tests go by it. */
  readonly kind: string;
  /** The item: a parameter name, a release tag, a package cell. */
  readonly subject: string;
  /** Where in the item, when it has places: `line 120`, `Kubernetes 1.30, column 3`. */
  readonly place?: string;
  /** What is wrong, in one sentence that quotes the input (bounded). */
  readonly message: string;
  /** What the reader can do about it. */
  readonly remedy: string;
}

/** Input shown in messages is cut here, so that a hostile or broken value cannot flood a log. */
const quotedLength = 80;

/** What a terminal or a chat would obey instead of show: control characters, line separators, text direction marks. */
const obeyed = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The input as it may be shown in a message: quoted, on one line, at most 80 characters of it, nothing that acts. */
export function quoted(input: string): string {
  const text = JSON.stringify(input.length > quotedLength ? `${input.slice(0, quotedLength)}…` : input);
  return text.replaceAll(obeyed, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One line for a person: `value-not-json /aws/…: message (place). Remedy.` */
export function describeProblem(problem: Problem): string {
  const place = problem.place === undefined ? '' : ` (${problem.place})`;
  return `${problem.kind}: ${problem.subject}${place}: ${problem.message} ${problem.remedy}`;
}

/** A message of the schema: what is wrong with the value, and how to mend it, which `complaintOf` takes apart again. */
export function says(wrong: string, mend: string): string {
  return `${wrong}\n${mend}`;
}

/** The two halves of a message that `says` made; `undefined` for a message of zod's own. */
export function complaintOf(message: string): { wrong: string; mend: string } | undefined {
  const [wrong, mend] = message.split('\n');
  return wrong === undefined || mend === undefined ? undefined : { wrong, mend };
}

/** The known words nearest to the given one, best first: those that begin with it, then by how many letters have to change. */
export function nearest(word: string, known: readonly string[], most = 3): readonly string[] {
  const wanted = word.toLowerCase();
  return known
    .map((candidate) => {
      const begins = wanted !== '' && candidate.toLowerCase().startsWith(wanted);
      return { candidate, distance: begins ? 0 : distanceOf(wanted, candidate.toLowerCase()) };
    })
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance; of a very long word only the beginning counts. */
function distanceOf(long: string, b: string): number {
  const a = long.slice(0, 64);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** A run that did all that it could, and not all that it should have. */
export class ProblemsError<Result> extends Error {
  /** What it did. */
  readonly result: Result;

  constructor(result: Result, problems: readonly Problem[]) {
    super(`${problems.length} problems: ${problems.map(describeProblem).join(' | ')}`);
    this.result = result;
  }
}
