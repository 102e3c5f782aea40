import { isKnown, joinTexts, type LocatedText, noText, textAt } from '../../located-text.ts';
import { readFile, writeFile } from '../files.ts';
import { type Call, type Shell, unknownOutput } from '../shell.ts';
import { unescapeAnsi } from '../unescape.ts';

/** `echo [-neE] words` */
export function runEcho(_shell: Shell, { words, at }: Call): LocatedText {
  let first = 0;
  while (/^-[neE]+$/.test(words[first]?.text ?? '')) first++;
  const options = words
    .slice(0, first)
    .map(({ text }) => text)
    .join('');
  const rest = words.slice(first);
  const parts = rest.flatMap((word, index) => (index === 0 ? [word] : [textAt(word, 0, ' '), word]));
  const text = joinTexts(parts);
  const end = options.includes('n') ? [] : [textAt(rest.at(-1) ?? at, rest.at(-1)?.text.length ?? 0, '\n')];
  return joinTexts([options.includes('e') ? unescapeAnsi(text) : text, ...end]);
}

/** `printf format words`, with %s, %d, %b and %%; other formats leave the output unknown. */
export function runPrintf(shell: Shell, { words, at }: Call): LocatedText {
  const [format, ...values] = words[0]?.text === '-v' ? [] : words[0]?.text === '--' ? words.slice(1) : words;
  if (format === undefined) {
    const name = words[1]?.text;
    if (name !== undefined) shell.variables.set(name, [unknownOutput(at)]);
    return noText;
  }
  const pieces = format.text.split(/(%[%sdbq])/);
  if (pieces.some((piece, index) => index % 2 === 0 && piece.includes('%'))) return unknownOutput(at);
  const parts: LocatedText[] = [];
  let next = 0;
  do {
    for (const piece of pieces) {
      if (/^%[sdbq]$/.test(piece)) parts.push(values[next++] ?? noText);
      else if (isKnown(format)) parts.push(unescapeAnsi(textAt(format, 0, piece === '%%' ? '%' : piece)));
      else return pieces.length === 1 ? unescapeAnsi(format) : unknownOutput(at);
    }
  } while (next > 0 && next < values.length);
  return joinTexts(parts);
}

/** `cat files`, or what came in. */
export function runCat(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const paths = words.filter(({ text }) => text === '-' || !text.startsWith('-'));
  if (paths.length === 0) return stdin ?? unknownOutput(at);
  return joinTexts(
    paths.map((path) => (path.text === '-' ? stdin : readFile(shell, path)) ?? unknownOutput(path)),
  );
}

/** `tee [-a] files` */
export function runTee(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const content = stdin ?? unknownOutput(at);
  const appends = words.some(({ text }) => /^(-\w*a\w*|--append)$/.test(text));
  for (const path of words) {
    if (!path.text.startsWith('-')) writeFile(shell, path, content, appends ? 'append' : 'replace', at);
  }
  return content;
}
