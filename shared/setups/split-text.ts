import { type LocatedText, sliceText } from './located-text.ts';

/** The lines of a text, without their ends. */
export function linesOf(whole: LocatedText): readonly LocatedText[] {
  const lines: LocatedText[] = [];
  let from = 0;
  while (from <= whole.text.length) {
    const found = whole.text.indexOf('\n', from);
    const end = found === -1 ? whole.text.length : found;
    const cut = end > from && whole.text[end - 1] === '\r' ? end - 1 : end;
    lines.push(sliceText(whole, from, cut));
    from = end + 1;
  }
  return lines;
}

/** Without white space at its ends. */
export function trimText(whole: LocatedText): LocatedText {
  const start = whole.text.length - whole.text.trimStart().length;
  const end = whole.text.trimEnd().length;
  return start >= end ? sliceText(whole, 0, 0) : sliceText(whole, start, end);
}

/** Without one pair of quotes around it. */
export function unquoteText(whole: LocatedText): LocatedText {
  const { text } = whole;
  const quoted = text.length > 1 && (text[0] === '"' || text[0] === "'") && text.at(-1) === text[0];
  return quoted ? sliceText(whole, 1, text.length - 1) : whole;
}

/** The words between white space; quotes hold a word together and stay in it. */
export function wordsOf(whole: LocatedText): readonly LocatedText[] {
  const words: LocatedText[] = [];
  let start = -1;
  let quote = '';
  for (let at = 0; at <= whole.text.length; at++) {
    const character = whole.text[at] ?? ' ';
    const space = at === whole.text.length || (quote === '' && /\s/.test(character));
    if (space && start !== -1) {
      words.push(sliceText(whole, start, at));
      start = -1;
    }
    if (space) continue;
    if (start === -1) start = at;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
  }
  return words;
}

/** What stands before the first separator and behind it; nothing behind where there is none. */
export function splitAt(
  whole: LocatedText,
  separator: string,
): readonly [LocatedText, LocatedText | undefined] {
  const at = whole.text.indexOf(separator);
  if (at === -1) return [whole, undefined];
  return [sliceText(whole, 0, at), sliceText(whole, at + separator.length)];
}
