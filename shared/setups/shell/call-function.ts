import { joinTexts, type LocatedText, noText, textAt } from '../located-text.ts';
import { recordGap, type Shell, type ShellFunction } from './shell.ts';

/** Functions call functions some five deep; what is deeper calls itself. */
const deepestCall = 24;

/** Runs a function, or another script's text, with words for `$1` and on. */
export function callFunction(
  shell: Shell,
  body: ShellFunction | LocatedText,
  words: readonly LocatedText[],
  at: LocatedText,
): LocatedText {
  if (shell.depth >= deepestCall) {
    recordGap(shell, at, 'It calls itself, or others too deep to follow.');
    return noText;
  }
  const names = ['@', '*', '#', ...Array.from({ length: 9 }, (_, index) => String(index + 1))];
  const before = names.map((name) => [name, shell.variables.get(name)] as const);
  setWords(shell, words, at);
  const { certain } = shell;
  shell.depth++;
  const output = 'body' in body ? shell.execute(body.body, body.script) : shell.run(body);
  shell.depth--;
  if (shell.flow === 'return' || (shell.flow === 'exit' && !('body' in body))) shell.flow = 'on';
  shell.certain = certain && !shell.mayHaveEnded;
  for (const [name, value] of before) shell.variables.set(name, value);
  return output;
}

/** Sets `$1` and on, `$@`, `$*` and `$#`. */
export function setWords(shell: Shell, words: readonly LocatedText[], at: LocatedText): void {
  for (let index = 0; index < 9; index++) {
    shell.variables.set(String(index + 1), [words[index] ?? noText]);
  }
  shell.variables.set('@', words);
  shell.variables.set('*', [
    joinTexts(words.flatMap((word, index) => (index === 0 ? [word] : [textAt(word, 0, ' '), word]))),
  ]);
  shell.variables.set('#', [textAt(at, 0, String(words.length))]);
}
