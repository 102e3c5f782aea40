import type { TextLayout } from '../../shared/announce/text.ts';
import { shownText } from './shown-text.ts';

/** So much before a change is shown of a line that is cut. */
const before = 20;

/** The lines of a diff that change, set in by `indent`; of long ones, where they change. `--fix` prints the whole. */
export function renderDiff(diff: string, indent: number, { style, width }: TextLayout): readonly string[] {
  const room = width - indent;
  const lines = diff.split('\n').filter((line) => /^[-+](?!-- |\+\+ )/.test(line));
  return lines.map((line) => {
    const cut = cutAt(line, lines, room);
    const shown = ' '.repeat(indent) + excerpt(shownText(line), cut, room);
    return line.startsWith('+') ? style.strong(shown) : style.dim(shown);
  });
}

/** From where on a line is shown, so that it and the one in whose place it comes differ in what is seen. */
function cutAt(line: string, lines: readonly string[], room: number): number {
  let common = 0;
  let longest = line.length;
  for (const other of lines) {
    const same = other[0] === line[0] ? 0 : commonStart(line, other);
    if (same <= common) continue;
    common = same;
    longest = Math.max(line.length, other.length);
  }
  return longest <= room || common < room - before ? 0 : common - before;
}

/** How many characters after the mark are alike. */
function commonStart(one: string, other: string): number {
  const least = Math.min(one.length, other.length);
  let index = 1;
  while (index < least && one[index] === other[index]) index += 1;
  return index - 1;
}

function excerpt(line: string, from: number, room: number): string {
  const start = from === 0 ? line : `${line[0]}…${line.slice(from + 2)}`;
  return start.length <= room ? start : `${start.slice(0, room - 1)}…`;
}
