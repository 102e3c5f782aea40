import type { Setup, Step } from '../setups/setup.ts';
import { type Answer, answerAll, answerAny, answerNot } from './answer.ts';
import { askAfter, noStep, stepEvidence } from './ask-step.ts';
import { askCarried } from './carried-over.ts';
import type { HiddenCondition } from './condition.ts';
import { isWithin, tidyPath } from './path.ts';
import { allOf, type Truth } from './truth.ts';

/** A script with more mounts and removals than that is nobody's. */
const mostSteps = 100;

/**
 * Whether what the image has in a directory is out of sight in the end: something is mounted over it, or it is removed,
 * without its content being carried over first or brought back afterwards.
 */
export function askHidden(condition: HiddenCondition, setup: Setup): Answer {
  const hiding = [...setup.steps.entries()].filter(([, step]) => hides(step, condition.path) !== 'no');
  const answers = hiding.slice(0, mostSteps).map(([index, step]): Answer => {
    const hidden = allOf([hides(step, condition.path), step.certain ? 'yes' : 'unknown']);
    const back = (condition.restoredBy ?? []).map((pattern) =>
      answerNot(askAfter(pattern, step, index, setup)),
    );
    const carried = askCarried(step, index, condition.path, setup);
    return answerAll([{ truth: hidden, because: [stepEvidence(step)] }, answerNot(carried), ...back]);
  });
  return answerAny([...answers, noStep(answers.length === 0, setup)]);
}

/** Whether a step covers or removes the directory. Of one inside it, it is unknown what that takes away. */
function hides(step: Step, directory: string): Truth {
  if (step.does !== 'mount' && step.does !== 'remove') return 'no';
  if (!step.path.known) return mayBe(step, step.path.pieces ?? unknownPath, directory);
  const path = tidyPath(step.path.text);
  if (path !== '/' && isWithin(directory, path)) return 'yes';
  return isWithin(path, directory) ? 'unknown' : 'no';
}

/** Nothing of it is known. */
const unknownPath = ['', ''];

/**
 * A path with unknown parts may be the directory where its known parts allow it. Scripts remove temporary folders by a variable
 * alone all the time, and nobody the image's own ones; a mount by a variable alone is as often the one that matters.
 */
function mayBe(step: Step, pieces: readonly string[], directory: string): Truth {
  const [first = ''] = pieces;
  const last = pieces.at(-1) ?? '';
  const known = pieces.join('');
  const fits = directory.length >= known.length && directory.startsWith(first) && directory.endsWith(last);
  return fits && (step.does === 'mount' || known.length > 1) ? 'unknown' : 'no';
}
