import { isKnown, joinTexts, type LocatedText, textAt } from '../../located-text.ts';
import { linesOf } from '../../split-text.ts';
import { isFound, literalOf } from '../edit-text.ts';
import { readFile } from '../files.ts';
import { type Call, type Shell, unknownOutput } from '../shell.ts';
import { operands } from './files.ts';

/** `grep [-v] text [file]`: the lines that are left of what is known, for patterns that stand for themselves. */
export function runGrep(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const options = words.filter(({ text }) => text.startsWith('-'));
  const [pattern, ...files] = operands(words, /^-[ABCm]$/);
  const [path] = files;
  const source = path === undefined ? stdin : readFile(shell, path);
  const plain = options.every(({ text }) => /^(-[vE]+|--invert-match)$/.test(text)) && files.length < 2;
  const literal = pattern !== undefined && isKnown(pattern) ? literalOf(pattern.text) : undefined;
  if (!plain || literal === undefined || source === undefined || !isKnown(source)) return unknownOutput(at);
  const inverted = options.some(({ text }) => text.includes('v'));
  const lines = linesOf(source).filter(({ text }, index, all) => text !== '' || index < all.length - 1);
  return joinTexts(
    lines
      .filter(({ text }) => isFound(text, literal) !== inverted)
      .flatMap((line) => [line, textAt(line, line.text.length, '\n')]),
  );
}
