/** No line of an inventory is longer; of such a one nothing is read, so that no pattern works on megabytes. */
const longest = 4_096;

export interface Line {
  /** Without the spaces at its end, and cut where it is too long to be read. */
  readonly text: string;
  readonly number: number;
}

/** The lines that are not empty, one after the other: a list of all would be several times the text. */
export function* linesOf(text: string): Generator<Line, undefined> {
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const next = end === -1 ? text.length : end;
    number += 1;
    const line = text.slice(start, Math.min(next, start + longest)).trimEnd();
    if (line !== '') yield { text: line, number };
    start = next + 1;
  }
}
