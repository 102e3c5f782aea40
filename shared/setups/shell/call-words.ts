import { isKnown, type LocatedText, noText, toValue } from '../located-text.ts';
import { callFunction } from './call-function.ts';
import { runBootstrap } from './commands/bootstrap.ts';
import { builtins, commands, questions, silent } from './commands.ts';
import { scriptAt } from './files.ts';
import { type Call, recordGap, type Shell, stepAt, unknownOutput } from './shell.ts';
import { unwrap } from './unwrap.ts';

/** Where a system keeps its programs: what stands elsewhere is a script of the team's. */
const ofTheSystem = /^(\/usr)?(\/local)?\/s?bin\//;

/** Calls a command whose words are expanded: of a script, or of a unit's ExecStart. Gives what it prints. */
export function callWords(shell: Shell, all: readonly LocatedText[], at: LocatedText): LocatedText {
  const [name, ...words] = unwrap(all);
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
  const output = meaningOf(shell, call, name);
  if (questions.has(program)) shell.status = 'open';
  return output;
}

function meaningOf(shell: Shell, call: Call, name: LocatedText): LocatedText {
  const command = commands.get(call.program) ?? commandLike(call.program);
  if (command !== undefined) return command(shell, call);
  if (silent.has(call.program)) return noText;
  if (!name.text.includes('/') || ofTheSystem.test(name.text)) return unknownOutput(call.at);
  const script = scriptAt(shell, name);
  if (script !== undefined) return callFunction(shell, script, call.words, call.at);
  recordGap(shell, call.at, `It runs ${name.text}, which is not here to read.`);
  return unknownOutput(call.at);
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
