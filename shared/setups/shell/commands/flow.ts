import { holeAt, type LocatedText, noText, textAt } from '../../located-text.ts';
import { setWords } from '../call-function.ts';
import { forgetCalculated } from '../forget.ts';
import type { Call, Shell } from '../shell.ts';

/** `exit`: with an error it ends a way that no node in service has gone. */
export function runExit(shell: Shell, { words }: Call): LocatedText {
  const [status] = words;
  shell.flow = status === undefined || status.text === '0' ? 'exit' : 'failed';
  return noText;
}

/** `return`: behind `return 1` the function's caller goes on, if it does at all. */
export function runReturn(shell: Shell, { words }: Call): LocatedText {
  const [status] = words;
  shell.flow = 'return';
  shell.status = status === undefined ? 'likely' : status.text === '0' ? 'yes' : 'open';
  return noText;
}

/** `break` and `continue` */
export function runBreak(shell: Shell): LocatedText {
  shell.flow = 'break';
  return noText;
}

export function runTrue(shell: Shell): LocatedText {
  shell.status = 'yes';
  return noText;
}

export function runFalse(shell: Shell): LocatedText {
  shell.status = 'no';
  return noText;
}

/** `shift`: `$2` becomes `$1`. */
export function runShift(shell: Shell, { words, at }: Call): LocatedText {
  const count = Number(words[0]?.text ?? 1);
  setWords(shell, (shell.variables.get('@') ?? []).slice(Number.isInteger(count) ? count : 1), at);
  return noText;
}

/** `read names`: what comes in is not known. */
export function runRead(shell: Shell, { words, at }: Call): LocatedText {
  for (const word of words) {
    if (!/^[A-Za-z_]\w*$/.test(word.text)) continue;
    shell.variables.set(word.text, [
      holeAt(at, 0, { text: `$${word.text}`, why: 'is read at run time', kind: 'value' }),
    ]);
  }
  shell.status = 'open';
  return noText;
}

/** `let n=n+1` */
export function runLet(shell: Shell, { words, at }: Call): LocatedText {
  for (const { text } of words) forgetCalculated(shell, text, at);
  return noText;
}

/** `set -- words` sets `$1` and on; options of the shell change nothing that matters here. */
export function runSet(shell: Shell, { words, at }: Call): LocatedText {
  const dashes = words.findIndex(({ text }) => text === '--');
  if (dashes !== -1) setWords(shell, words.slice(dashes + 1), at);
  return noText;
}

export function runPwd(shell: Shell, { at }: Call): LocatedText {
  return shell.variables.get('PWD')?.[0] ?? textAt(at, 0, '/');
}
