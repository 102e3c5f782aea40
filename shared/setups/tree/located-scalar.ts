import { joinTexts, type LocatedText, noText, sliceText, textAt } from '../located-text.ts';

/**
 * Finds the characters of a value in the part of a file that it was written in, `start` to `end`: past indentation, quotes, escapes
 * and folded lines. Both are walked once.
 *
 * What does not stand there as it is (`\t` for a tab) has the place where its spelling begins.
 */
export function locateValue(source: LocatedText, start: number, end: number, value: string): LocatedText {
  const written = source.text;
  if (written.startsWith(value, start) && start + value.length <= end)
    return sliceText(source, start, start + value.length);
  const parts: LocatedText[] = [];
  let at = start;
  let run = { from: start, length: 0 };
  const flush = (): void => {
    if (run.length > 0) parts.push(sliceText(source, run.from, run.from + run.length));
  };
  for (let index = 0; index < value.length; index++) {
    const character = value[index] ?? '';
    const found = next(written, at, end, character);
    if (found.length === 1 && written[found.at] === character) {
      if (found.at !== run.from + run.length) {
        flush();
        run = { from: found.at, length: 0 };
      }
      run = { from: run.from, length: run.length + 1 };
      at = found.at + 1;
    } else {
      flush();
      run = { from: -1, length: 0 };
      parts.push(textAt(source, Math.min(found.at, Math.max(end - 1, start)), character));
      at = found.at + found.length;
    }
  }
  flush();
  return parts.length === 0 ? noText : joinTexts(parts);
}

/** Where the spelling of the next character is, and how long it is. */
function next(
  written: string,
  from: number,
  end: number,
  character: string,
): { readonly at: number; readonly length: number } {
  let at = from;
  if (character === '\n' || character === ' ') return breakOf(written, from, end, character);
  while (at < end && written[at] !== character && (isBlank(written[at]) || continues(written, at))) at++;
  if (at >= end) return { at: end, length: 0 };
  if (written[at] === '\\')
    return { at, length: character === '\\' && written[at + 1] !== '\\' ? 1 : escapeLength(written, at) };
  if (written[at] === character) return { at, length: character === "'" && written[at + 1] === "'" ? 2 : 1 };
  return { at, length: 0 };
}

/** A line's end or a space: itself, an escape, or what folding made it of. */
function breakOf(
  written: string,
  from: number,
  end: number,
  character: string,
): { readonly at: number; readonly length: number } {
  let at = from;
  while (
    at < end &&
    (written[at] === '\r' || (character === '\n' && (written[at] === ' ' || written[at] === '\t')))
  )
    at++;
  if (written[at] === character && at < end) return { at, length: 1 };
  if (written[at] === '\\') return { at, length: escapeLength(written, at) };
  let past = from;
  while (past < end && isBlank(written[past])) past++;
  return { at: from, length: past - from };
}

/** A backslash at a line's end, which takes the line's end along. */
function continues(written: string, at: number): boolean {
  return written[at] === '\\' && (written[at + 1] === '\n' || written[at + 1] === '\r');
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

/** `\n` is two, `\u0041` six. */
function escapeLength(written: string, at: number): number {
  const lengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
  return lengths[written[at + 1] ?? ''] ?? 2;
}
