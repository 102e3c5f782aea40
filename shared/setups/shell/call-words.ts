import { isKnown, joinTexts, type LocatedText, noText, textAt, toValue } from '../located-text.ts';
import { callFunction } from './call-function.ts';
import { runBootstrap } from './commands/bootstrap.ts';
import { runText } from './commands/scripts.ts';
import { builtins, commands, questions, silent } from './commands.ts';
import { withNamespace } from './containerd-client.ts';
import { scriptAt } from './files.ts';
import { isInert } from './inert.ts';
import { type Call, recordGap, type Shell, stepAt, unknownOutput } from './shell.ts';
import { commandOfUser, unwrap } from './unwrap.ts';

/** Where a system keeps its programs: what stands elsewhere is a script of the team's. */
const ofTheSystem = /^(\/usr)?(\/local)?\/s?bin\//;

/** Calls a command whose words are expanded: of a script, or of a unit's ExecStart. Gives what it prints. */
export function callWords(shell: Shell, all: readonly LocatedText[], at: LocatedText): LocatedText {
  const inner = unwrap(all);
  const { background } = shell;
  shell.background ||= isDetached(all.slice(0, all.length - inner.length));
  const output = callProgram(shell, withNamespace(shell, inner, all), at);
  shell.background = background;
  return output;
}

/** `systemd-run command` comes back at once. */
function isDetached(wrapper: readonly LocatedText[]): boolean {
  const has = (pattern: RegExp) => wrapper.some(({ text }) => pattern.test(text));
  return has(/(^|\/)systemd-run$/) && !has(/^(--wait|--scope|--pipe|--pty|-[Pt])$/);
}

function callProgram(shell: Shell, [name, ...words]: readonly LocatedText[], at: LocatedText): LocatedText {
  if (name === undefined || isDirective([name, ...words])) return noText;
  if (!isKnown(name) && !ofTheSystem.test(name.text)) return callUnknown(shell, at);
  const own = shell.functions.get(name.text);
  if (own !== undefined) return callFunction(shell, own, words, at);
  const program = toValue(name).text.replace(ofTheSystem, '');
  const call: Call = { program, words, at, stdin: shell.stdin };
  // `cat FILE` reads a file that may not be there yet.
  if (!builtins.has(program) || (program === 'cat' && words.length > 0)) {
    const values = words.map(toValue);
    shell.steps.push({ ...stepAt(shell, at), does: 'run', program, words: values });
  }
  shell.status = 'likely';
  const inner = shell.depth < deepest ? commandOfUser([name, ...words]) : undefined;
  if (inner !== undefined) return callInner(shell, inner, at);
  const output = meaningOf(shell, call, name);
  if (questions.has(program)) shell.status = 'open';
  return output;
}

/** `runuser runuser …` is nobody's. */
const deepest = 24;

function callInner(shell: Shell, words: readonly LocatedText[], at: LocatedText): LocatedText {
  shell.depth++;
  const output = callWords(shell, words, at);
  shell.depth--;
  return output;
}

function meaningOf(shell: Shell, call: Call, name: LocatedText): LocatedText {
  const script = builtins.has(call.program) ? undefined : programAt(shell, name);
  if (script !== undefined && isShell(script.text)) return runText(shell, script, call.words, call.at);
  const command = commands.get(call.program) ?? commandLike(call.program);
  if (command !== undefined) return command(shell, call);
  if (silent.has(call.program)) return noText;
  const open = script !== undefined || isOfTheTeam(name.text);
  if (open && !isInert(name.text)) {
    const why = script?.text.startsWith('#!')
      ? 'is of another language than the shell'
      : 'is not here to read';
    recordGap(shell, call.at, `It runs ${name.text}, which ${why}.`);
  }
  return unknownOutput(call.at);
}

/** A program that the script itself has put there: by its path, or where a shell looks for a bare name. */
function programAt(shell: Shell, name: LocatedText): LocatedText | undefined {
  if (name.text.includes('/')) return scriptAt(shell, name);
  for (const folder of folders) {
    const written = scriptAt(shell, joinTexts([textAt(name, 0, folder), name]));
    if (written !== undefined) return written;
  }
  return undefined;
}

/** The PATH of root, in its order. */
const folders = ['/usr/local/sbin/', '/usr/local/bin/', '/usr/sbin/', '/usr/bin/', '/sbin/', '/bin/'];

/** Text of which a part is known, and that does not name another language. */
function isShell(text: string): boolean {
  return /[^\s\uE000]/.test(text) && !/^#!(?!.*\b(ba|da|z|k)?sh\b)/.test(text);
}

/** What stands where no package of the system puts anything. */
function isOfTheTeam(name: string): boolean {
  return name.includes('/') && (!ofTheSystem.test(name) || name.startsWith('/usr/local/'));
}

/** Commands whose names only end or begin alike. */
function commandLike(program: string) {
  return /(^|\/)eks\/bootstrap\.sh$/.test(program) ? runBootstrap : undefined;
}

function callUnknown(shell: Shell, at: LocatedText): LocatedText {
  shell.status = 'open';
  const [line = ''] = toValue(at).text.split('\n', 1);
  recordGap(shell, at, `It runs a command that is known at run time only: ${line.slice(0, 80)}`);
  return unknownOutput(at);
}

/** A line that is a template's `%{ if … }` alone is no command. */
function isDirective(words: readonly LocatedText[]): boolean {
  const runs = words.flatMap((word) => word.runs);
  return (
    words.every(({ text }) => /^\uE000+$/.test(text)) && runs.every(({ hole }) => hole?.kind === 'directive')
  );
}
