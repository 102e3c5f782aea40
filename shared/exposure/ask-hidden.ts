import type { Setting, Setup, Step } from '../setups/setup.ts';
import { type Answer, answerAll, answerAny, answerNot } from './answer.ts';
import { askSetting, evidenceOf, possible, settingsOf } from './ask-setting.ts';
import { askAfter, noStep, stepEvidence } from './ask-step.ts';
import { askCarried } from './carried-over.ts';
import type { HiddenCondition } from './condition.ts';
import { baseName, isWithin, tidyPath } from './path.ts';
import { allOf, type Truth } from './truth.ts';

/** A script with more mounts and removals than that is nobody's. */
const mostSteps = 40;

/**
 * Whether what the image has in a directory is out of sight in the end: something is mounted over it, or linked in its place, or it
 * is removed, or the program looks elsewhere, without its content being carried over first or brought back afterwards.
 */
export function askHidden(condition: HiddenCondition, setup: Setup): Answer {
  const { path, setting } = condition;
  const roots = setting === undefined ? [] : settingsOf(setting.of, setting.key, setup).flatMap(possible);
  const moved = roots.filter(({ value }) => !value.known || tidyPath(value.text) !== path);
  const elsewhere = moved.map((root) => askMoved(root, condition, setup));
  if (moved.some(({ certain, value }) => certain && value.known)) return answerAny(elsewhere);
  const unset: readonly Answer[] =
    setting === undefined || roots.length > 0
      ? []
      : [askSetting(setting, setup)].filter(({ truth }) => truth === 'unknown');
  const hiding = [...setup.steps.entries()].filter(([, step]) => hides(step, path) !== 'no');
  const answers = hiding.slice(0, mostSteps).map(([index, step]): Answer => {
    const hidden = allOf([hides(step, path), step.certain ? 'yes' : 'unknown']);
    const back = (condition.restoredBy ?? []).map((pattern) =>
      answerNot(askAfter(pattern, step, index, setup)),
    );
    const carried = askCarried(step, { directory: path, seenAt: path }, setup);
    return answerAll([{ truth: hidden, because: [stepEvidence(step)] }, answerNot(carried), ...back]);
  });
  const [, next] = hiding[mostSteps] ?? [];
  const says = `Only the first ${mostSteps} such steps are looked at.`;
  const rest: readonly Answer[] =
    next === undefined ? [] : [{ truth: 'unknown', because: [{ place: next.place, says }] }];
  return answerAny([...answers, ...rest, ...elsewhere, ...unset, noStep(answers.length === 0, setup)]);
}

/** A setting by which the program looks in another directory: what the image has is seen where a copy of it lies there. */
function askMoved(root: Setting, { path, restoredBy = [] }: HiddenCondition, setup: Setup): Answer {
  const truth: Truth = root.certain && root.value.known ? 'yes' : 'unknown';
  const carried = askCarried(undefined, { directory: path, seenAt: tidyPath(root.value.text) }, setup);
  const step: Step = { ...root, phase: 'boothook', does: 'remove', path: root.value };
  const back = restoredBy.map((pattern) => answerNot(askAfter(pattern, step, -1, setup)));
  return answerAll([{ truth, because: [evidenceOf(root)] }, answerNot(carried), ...back]);
}

/** Whether a step covers or removes the directory. Of one inside it, it is unknown what that takes away. */
function hides(step: Step, directory: string): Truth {
  if (step.does === 'link') return links(step, directory);
  if (step.does !== 'mount' && step.does !== 'remove') return 'no';
  if (!step.path.known) return mayBe(step, step.path.pieces ?? unknownPath, directory);
  const path = tidyPath(step.path.text);
  if (path !== '/' && isWithin(directory, path)) return 'yes';
  return isWithin(path, directory) && baseName(path) !== 'lost+found' ? 'unknown' : 'no';
}

/** `ln -s /mnt/x DIRECTORY`, or the same name in the folder that has it; whether it takes the place, the whole script tells. */
function links({ path, target }: Extract<Step, { does: 'link' }>, directory: string): Truth {
  if (!path.known) return 'no';
  const at = tidyPath(path.text);
  const inside = tidyPath(`${at}/${baseName(tidyPath(target.text))}`);
  return (at !== '/' && isWithin(directory, at)) || inside === directory ? 'yes' : 'no';
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
