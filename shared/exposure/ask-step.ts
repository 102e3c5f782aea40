import type { Setup, Step } from '../setups/setup.ts';
import { type Answer, answerAll, answerAny, answerNot, type Evidence } from './answer.ts';
import { evidenceOf, listOf, possible, settingsOf } from './ask-setting.ts';
import type { Guard, StepCondition, StepPattern } from './condition.ts';
import { describeStep } from './describe-step.ts';
import { gapsAbout, gapsBeside, gapsThatGuard, mayHold } from './gaps.ts';
import { matchStep } from './match-step.ts';
import { namesWritten } from './named-file.ts';
import { allOf, anyOf, not, type Truth } from './truth.ts';

/** Each step that fits is held against all its guards; a script with more such steps than that is nobody's. */
const mostSteps = 200;

/** Whether such a step is there, with nothing that takes its effect away. */
export function askStep(condition: StepCondition, setup: Setup): Answer {
  const answers: Answer[] = [];
  for (const [index, step] of setup.steps.entries()) {
    const truth = matchStep(step, condition);
    if (truth === 'no') continue;
    if (answers.length === mostSteps) return answerAny([...answers, tooMany(step)]);
    const found = { truth: step.certain ? truth : allOf([truth, 'unknown']), because: [stepEvidence(step)] };
    const guards = (condition.unless ?? []).map((guard) => answerNot(askGuard(guard, step, index, setup)));
    answers.push(answerAll([found, ...guards]));
  }
  return answerAny([...answers, noStep(answers.length === 0, setup)]);
}

function tooMany({ place }: Step): Answer {
  return {
    truth: 'unknown',
    because: [{ place, says: `Only the first ${mostSteps} such steps are looked at.` }],
  };
}

export function stepEvidence(step: Step): Evidence {
  return { place: step.place, says: describeStep(step), step };
}

/** Steps that were not found are unknown where something could not be read. */
export function noStep(sayNothing: boolean, setup: Setup): Answer {
  const gaps = gapsAbout(undefined, setup);
  if (gaps.length > 0) return { truth: 'unknown', because: gaps };
  const because = sayNothing ? [{ place: setup.place, says: 'Nothing here does that.' }] : [];
  return { truth: 'no', because };
}

function askGuard(guard: Guard, step: Step, index: number, setup: Setup): Answer {
  return answerAny([
    ...(guard.before === undefined ? [] : [askBefore(guard.before, step, index, setup, guard.until)]),
    ...(guard.namedBy === undefined ? [] : [askNamedBy(guard.namedBy, step, setup)]),
    ...(guard.after === undefined ? [] : [askAfter(guard.after, step, index, setup)]),
    ...(guard.anywhere === undefined
      ? []
      : [askAmong(guard.anywhere, step, setup.steps), openIf(gapsThatGuard(setup))]),
  ]);
}

/**
 * Whether such a step comes earlier, and none that ends it stands between; what could not be read may be it, when it
 * stands before.
 */
function askBefore(
  pattern: StepPattern,
  step: Step,
  index: number,
  setup: Setup,
  until?: StepPattern,
): Answer {
  const gaps = gapsBeside(step.place, 'before', gapsThatGuard(setup));
  const earlier = setup.steps.slice(0, index);
  const ended = until === undefined ? [] : endedAfter(until, step, earlier);
  return answerAny([askAmong(pattern, step, earlier, ended), openIf(gaps)]);
}

/** Of each step, whether what ends a guard comes after it: once from the end, so that it takes time in proportion. */
function endedAfter(until: StepPattern, guarded: Step, steps: readonly Step[]): readonly Truth[] {
  const ended: Truth[] = [];
  let since: Truth = 'no';
  for (const [index, step] of [...steps.entries()].reverse()) {
    ended[index] = since;
    since = anyOf([since, allOf([matchStep(step, until), runsWith(step, guarded)])]);
  }
  return ended;
}

/** Whether a setting names the file that the step makes. */
function askNamedBy({ of, key }: NonNullable<Guard['namedBy']>, step: Step, setup: Setup): Answer {
  const answers = listOf(of).flatMap((program) =>
    listOf(key).flatMap((one): readonly Answer[] => [
      ...settingsOf(program, one, setup)
        .flatMap(possible)
        .map((setting) => ({
          truth: allOf([setting.certain ? 'yes' : 'unknown', namesWritten(setting.value, step)]),
          because: [evidenceOf(setting)],
        })),
      openIf(gapsAbout(program, setup, (gap) => mayHold(gap, one, undefined))),
    ]),
  );
  return answerAny(answers);
}

/** Whether such a step comes later. */
export function askAfter(pattern: StepPattern, step: Step, index: number, setup: Setup): Answer {
  const gaps = gapsBeside(step.place, 'after', gapsThatGuard(setup));
  return answerAny([askAmong(pattern, step, setup.steps.slice(index + 1)), openIf(gaps)]);
}

function openIf(gaps: readonly Evidence[]): Answer {
  return gaps.length > 0 ? { truth: 'unknown', because: gaps } : { truth: 'no', because: [] };
}

function askAmong(
  pattern: StepPattern,
  guarded: Step,
  steps: readonly Step[],
  ended: readonly Truth[] = [],
): Answer {
  const answers = steps.flatMap((step, index): Answer[] => {
    const truth = allOf([matchStep(step, pattern), runsWith(step, guarded), not(ended[index] ?? 'no')]);
    return truth === 'no' ? [] : [{ truth, because: [stepEvidence(step)] }];
  });
  return answerAny(answers);
}

/** Whether a step runs whenever the other one does: it always does, or both are in one branch. */
export function runsWith(step: Step, other: Step): Truth {
  return step.certain || (step.branch !== undefined && other.branch?.startsWith(step.branch))
    ? 'yes'
    : 'unknown';
}
