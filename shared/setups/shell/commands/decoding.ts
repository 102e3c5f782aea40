import { type LocatedText, noText } from '../../located-text.ts';
import { decodeBase64 } from '../../user-data/decode.ts';
import { readFile } from '../files.ts';
import { type Call, type Shell, unknownOutput } from '../shell.ts';
import { operands } from './files.ts';

/** `base64 -d` of a known text; what is gzip inside is unpacked at once. */
export function runBase64(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const decodes = words.some(({ text }) => /^(-\w*[dD]\w*|--decode)$/.test(text));
  const text = inputOf(shell, words, stdin);
  return (decodes && text !== undefined ? decodeBase64(text, shell.context) : undefined) ?? unknownOutput(at);
}

/** `gunzip`, `zcat`: of a text that base64 has unpacked already. */
export function runGunzip(_shell: Shell, { words, at, stdin }: Call): LocatedText {
  return operands(words).length > 0 ? noText : (stdin ?? unknownOutput(at));
}

function inputOf(
  shell: Shell,
  words: readonly LocatedText[],
  stdin: LocatedText | undefined,
): LocatedText | undefined {
  const [path] = operands(words, /^(-w|--wrap)$/);
  return path === undefined ? stdin : readFile(shell, path);
}
