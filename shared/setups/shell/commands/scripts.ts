import { isKnown, joinTexts, type LocatedText, noText, textAt } from '../../located-text.ts';
import { callFunction, setWords } from '../call-function.ts';
import { scriptAt } from '../files.ts';
import { isInert } from '../inert.ts';
import { type Call, recordGap, type Shell, unknownOutput } from '../shell.ts';
import { isOfEksctl, setEksctlVariables } from './eksctl.ts';

/** `bash -c text`, `bash file`, and `bash` of what comes in. */
export function runShell(shell: Shell, call: Call): LocatedText {
  const { words, at, stdin } = call;
  const flag = words.findIndex(({ text }) => /^-\w*c$/.test(text));
  if (flag !== -1) {
    const text = words[flag + 1];
    return text === undefined ? noText : runText(shell, text, words.slice(flag + 3), at);
  }
  const file = words.findIndex(({ text }) => !text.startsWith('-') && !text.startsWith('+'));
  const path = words[file];
  if (path !== undefined && !words.slice(0, file).some(({ text }) => text === '-s')) {
    return runFile(shell, path, words.slice(file + 1), at);
  }
  if (stdin !== undefined) return runText(shell, stdin, file === -1 ? [] : words.slice(file), at);
  return noText;
}

/** `eval words` */
export function runEval(shell: Shell, { words, at }: Call): LocatedText {
  const text = joinTexts(
    words.flatMap((word, index) => (index === 0 ? [word] : [textAt(word, 0, ' '), word])),
  );
  return text.text.trim() === '\uE000' ? unknownScript(shell, at) : shell.run(text);
}

/** What people source that only sets variables. */
const harmless =
  /^(\/etc\/(os-release|profile|environment|bashrc|lsb-release|sysconfig\/.*|default\/.*|eks\/release|locale\.conf)|(\/root|~|\$HOME|\/home\/[\w.-]+)\/\.\w+)$/;

/** `source file`: it runs here, with the script's own variables. */
export function runSource(shell: Shell, { words, at }: Call): LocatedText {
  const [path, ...rest] = words;
  if (path === undefined || harmless.test(path.text)) return noText;
  if (isOfEksctl(path)) {
    setEksctlVariables(shell, at);
    return noText;
  }
  const script = scriptAt(shell, path);
  if (script === undefined || !isKnown(path)) return unknownScript(shell, at);
  if (rest.length > 0) setWords(shell, rest, at);
  return shell.run(script);
}

function runFile(
  shell: Shell,
  path: LocatedText,
  words: readonly LocatedText[],
  at: LocatedText,
): LocatedText {
  const script = scriptAt(shell, path);
  if (script === undefined && isInert(path.text)) return unknownOutput(at);
  return script === undefined ? unknownScript(shell, at) : runText(shell, script, words, at);
}

/** Runs a text as a script of its own: what it sets stays its own. */
export function runText(
  shell: Shell,
  script: LocatedText,
  words: readonly LocatedText[],
  at: LocatedText,
): LocatedText {
  if (/^\s*\uE000\s*$/.test(script.text)) return unknownScript(shell, at);
  let output = noText;
  shell.variables.branch(() => {
    output = callFunction(shell, script, words, at);
  });
  return output;
}

function unknownScript(shell: Shell, at: LocatedText): LocatedText {
  const [line = ''] = at.text.split('\n', 1);
  recordGap(shell, at, `It runs a script that is not here to read: ${line.slice(0, 80)}`);
  return unknownOutput(at);
}
