import { holeAt, joinTexts, type LocatedText, sliceText, textAt } from '../located-text.ts';

/** A backslash outside of quotes keeps the next character, and takes a line's end away. */
export function unescapeWord(text: LocatedText): LocatedText {
  return withoutBackslashes(text, () => true);
}

/** Between double quotes, and in a heredoc, it does so before these alone. */
export function unescapeQuoted(text: LocatedText): LocatedText {
  return withoutBackslashes(text, (next) => '$`"\\\n'.includes(next));
}

/** In a heredoc a backslash before a quote stays, and the grammar does not see backquotes. */
export function unescapeHeredoc(text: LocatedText): LocatedText {
  if (text.text.split('`').length > 500)
    return holeAt(text, 0, { text: '`…`', why: 'has too many parts', kind: 'value' });
  const parts: LocatedText[] = [];
  let from = 0;
  for (const match of text.text.matchAll(/(?<!\\)`[^`]*`/g)) {
    parts.push(withoutBackslashes(sliceText(text, from, match.index), (next) => '$`\\\n'.includes(next)));
    parts.push(
      holeAt(text, match.index, { text: match[0], why: 'is the output of a command', kind: 'value' }),
    );
    from = match.index + match[0].length;
  }
  parts.push(withoutBackslashes(sliceText(text, from), (next) => '$`\\\n'.includes(next)));
  return joinTexts(parts);
}

function withoutBackslashes(text: LocatedText, goes: (next: string) => boolean): LocatedText {
  if (!text.text.includes('\\')) return text;
  const parts: LocatedText[] = [];
  let from = 0;
  for (let at = text.text.indexOf('\\'); at !== -1; at = text.text.indexOf('\\', at)) {
    const next = text.text[at + 1] ?? '';
    if (next === '' || !goes(next)) {
      at += 2;
      continue;
    }
    parts.push(sliceText(text, from, at));
    from = next === '\n' ? at + 2 : at + 1;
    at += 2;
  }
  parts.push(sliceText(text, from));
  return joinTexts(parts);
}

const ansi = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['a', '\x07'],
  ['0', '\0'],
]);

/** What `$'…'`, `echo -e` and `printf` make of backslashes. */
export function unescapeAnsi(text: LocatedText): LocatedText {
  if (!text.text.includes('\\')) return text;
  const parts: LocatedText[] = [];
  let from = 0;
  for (let at = text.text.indexOf('\\'); at !== -1; at = text.text.indexOf('\\', at)) {
    const next = text.text[at + 1] ?? '';
    const special = ansi.get(next);
    if (special !== undefined || next === '\\' || next === "'" || next === '"') {
      parts.push(sliceText(text, from, at), textAt(text, at, special ?? next));
      from = at + 2;
    }
    at += 2;
  }
  parts.push(sliceText(text, from));
  return joinTexts(parts);
}
