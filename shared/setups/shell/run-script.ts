import { type LocatedText, noText, sliceText } from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';
import type { Phase } from '../setup.ts';
import { execute, executeAll } from './execute.ts';
import { newShell, recordGap, type Shell } from './shell.ts';

/** User data has 16 KB at most; a script that is longer is an archive with a head. */
const longestScript = 256_000;

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
      `The script has ${Math.round(script.text.length / 1000)} KB; up to 256 KB are read.`,
    );
    return noText;
  }
  const root = shell.context.shell.parse(script.text);
  if (root === undefined) {
    recordGap(shell, sliceText(script, 0), 'The script is too deep or too broken to parse.');
    return noText;
  }
  return executeAll(shell, root, script);
}
