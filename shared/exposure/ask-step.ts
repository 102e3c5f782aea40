import type { Setup, Step } from '../setups/setup.ts';
import { type Answer, answerAll, answerAny, answerNot, type Evidence } from './answer.ts';
import type { Guard, StepCondition, StepPattern } from './condition.ts';
import { describeStep } from './describe-step.ts';
import { gapsAbout, gapsBeside, gapsThatGuard } from './gaps.ts';
import { matchStep } from './match-step.ts';
import { allOf, type Truth } from './truth.ts';

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
    ...(guard.before === undefined ? [] : [askBefore(guard.before, step, index, setup)]),
    ...(guard.after === undefined ? [] : [askAfter(guard.after, step, index, setup)]),
    ...(guard.anywhere === undefined
      ? []
      : [askAmong(guard.anywhere, step, setup.steps), openIf(gapsThatGuard(setup))]),
  ]);
}

/** Whether such a step comes earlier; what could not be read may be it, when it stands before. */
export function askBefore(pattern: StepPattern, step: Step, index: number, setup: Setup): Answer {
  const gaps = gapsBeside(step.place, 'before', gapsThatGuard(setup));
  return answerAny([askAmong(pattern, step, setup.steps.slice(0, index)), openIf(gaps)]);
}

/** Whether such a step comes later. */
export function askAfter(pattern: StepPattern, step: Step, index: number, setup: Setup): Answer {
  const gaps = gapsBeside(step.place, 'after', gapsThatGuard(setup));
  return answerAny([askAmong(pattern, step, setup.steps.slice(index + 1)), openIf(gaps)]);
}

function openIf(gaps: readonly Evidence[]): Answer {
  return gaps.length > 0 ? { truth: 'unknown', because: gaps } : { truth: 'no', because: [] };
}

function askAmong(pattern: StepPattern, guarded: Step, steps: readonly Step[]): Answer {
  const answers = steps.flatMap((step): Answer[] => {
    const truth = allOf([matchStep(step, pattern), runsWith(step, guarded)]);
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
