import { type LocatedText, noText } from '../../located-text.ts';
import { keepFile, readFile } from '../files.ts';
import { type Call, type Shell, unknownOutput } from '../shell.ts';
import { operands } from './files.ts';

/** `crontab -` and `crontab file`: the lines run when their time comes. */
export function runCrontab(shell: Shell, { words, at, stdin }: Call): LocatedText {
  if (words.some(({ text }) => /^-\w*[lr]/.test(text))) return unknownOutput(at);
  const [path] = operands(words, /^-u$/);
  const lines = path === undefined || path.text === '-' ? stdin : readFile(shell, path);
  if (lines !== undefined) keepFile(shell, '/var/spool/cron/root', lines, 'replace', at);
  return noText;
}

/** `echo command | at now + 1 minute` */
export function runAt(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const flag = words.findIndex(({ text }) => text === '-f');
  const path = flag === -1 ? undefined : words[flag + 1];
  const text = path === undefined ? stdin : readFile(shell, path);
  if (text !== undefined) shell.later.push({ at, text });
  return noText;
}
