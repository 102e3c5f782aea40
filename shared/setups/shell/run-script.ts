import { type LocatedText, noText, sliceText } from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';
import type { Phase } from '../setup.ts';
import type { SyntaxNode } from '../syntax.ts';
import { execute, executeAll } from './execute.ts';
import { parseScript } from './parse-script.ts';
import { newShell, recordGap, type Shell } from './shell.ts';

/** User data has 16 KB at most; a script that is longer is an archive with a head. */
const longestScript = 128_000;

/** Scripts call scripts some three deep; what is deeper calls itself. */
const deepestScript = 24;

/** A shell that has run nothing yet. */
export function startShell(context: ReaderContext, phase: Phase): Shell {
  return newShell(context, phase, { run: runScript, execute });
}

/** Runs a script from its first line on. */
function runScript(shell: Shell, script: LocatedText): LocatedText {
  if (script.text.length > longestScript) {
    recordGap(
      shell,
      script,
      `The script has ${Math.round(script.text.length / 1000)} KB; up to 128 KB are read.`,
    );
    return noText;
  }
  if (shell.depth > deepestScript) {
    recordGap(shell, script, 'It calls itself, or others too deep to follow.');
    return noText;
  }
  shell.unparsed -= script.text.length;
  if (shell.unparsed < 0) {
    recordGap(shell, sliceText(script, 0), 'The scripts are longer together than is followed.');
    return noText;
  }
  const parsed = parseScript(shell.context.shell, script.text);
  if (parsed === undefined) {
    recordGap(shell, sliceText(script, 0), 'The script is too deep or too broken to parse.');
    return noText;
  }
  if (parsed.broken !== undefined) recordBroken(shell, parsed.broken, script);
  shell.depth++;
  const output = executeAll(shell, parsed.root, script);
  shell.depth--;
  return output;
}

/** What the parser cannot place: a shell stops there, or the parser knows less than a shell. Either way the rest is open. */
function recordBroken(shell: Shell, node: SyntaxNode, script: LocatedText): void {
  const [line = ''] = (node.text || script.text.slice(node.start, node.start + 80)).split('\n', 1);
  recordGap(shell, sliceText(script, node.start), `The shell cannot be parsed here: ${line.slice(0, 60)}`);
}
