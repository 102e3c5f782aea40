import type { Step, Value } from '../setups/setup.ts';
import { isNamedBy } from './glob.ts';
import { matchValue } from './match-value.ts';
import { baseName, isWithin, parentOf, tidyPath } from './path.ts';
import { allOf, anyOf, type Truth } from './truth.ts';

/** Whether a setting's value, a path or a glob, names the file. */
export function namesFile(glob: Value, path: Value): Truth {
  if (!glob.known) return 'unknown';
  if (path.known) return isNamedBy(tidyName(path.text), tidyName(glob.text));
  // A star that crosses slashes fits more than the glob does: only its no is sure.
  return allOf(['unknown', matchValue(path, { like: glob.text.replaceAll(/[?[\\].*/g, '*') })]);
}

/** Whether it names the file that the step makes; of a copy, what is copied into the directory counts as well. */
export function namesWritten(glob: Value, step: Step): Truth {
  if (step.does === 'write') return namesFile(glob, step.path);
  if (step.does !== 'copy') return 'no';
  const { from, to } = step;
  const truth = namesFile(glob, to);
  if (!glob.known || !to.known || truth === 'yes') return truth;
  const mayHold = isWithin(parentOf(tidyName(glob.text)), tidyPath(to.text)) ? 'unknown' : 'no';
  if (!from.known) return mayHold;
  const name = baseName(tidyName(from.text));
  const inside = namesFile(glob, { known: true, text: `${to.text}/${name}` });
  // What has no dot in its name may be a directory, of whose files nothing is said.
  return anyOf([truth, inside, name.includes('.') ? 'no' : mayHold]);
}

/** Like a tidy path, and a star at its end stays: it is what the glob means. */
function tidyName(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
