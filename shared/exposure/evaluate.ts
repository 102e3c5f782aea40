import type { Setup } from '../setups/setup.ts';
import { type Answer, answerAll, answerAny, answerNot } from './answer.ts';
import { askFile } from './ask-file.ts';
import { askHidden } from './ask-hidden.ts';
import { askInstances } from './ask-instances.ts';
import { askSetting, listOf } from './ask-setting.ts';
import { askSetup } from './ask-setup.ts';
import { askStep } from './ask-step.ts';
import type { Condition, EachCondition } from './condition.ts';
import { gapsAbout } from './gaps.ts';
import { groupsUnder } from './groups.ts';

/** Asks a condition of a setup. What the setup leaves open stays unknown, with what leaves it open. */
export function evaluate(condition: Condition, setup: Setup): Answer {
  const { all, any, each, file, hidden, instances, not, open, setting, step } = condition;
  if (all !== undefined) return askAll(all, setup);
  if (any !== undefined) return answerAny(any.map((inner) => evaluate(inner, setup)));
  if (not !== undefined) return answerNot(evaluate(not, setup));
  if (setting !== undefined) return askSetting(setting, setup);
  if (step !== undefined) return askStep(step, setup);
  if (file !== undefined) return askFile(file, setup);
  if (hidden !== undefined) return askHidden(hidden, setup);
  if (each !== undefined) return askEach(each, setup);
  if (instances !== undefined) return askInstances(instances, setup);
  if (condition.setup !== undefined) return askSetup(condition.setup, setup);
  if (open !== undefined) return { truth: 'unknown', because: [{ place: setup.place, says: open }] };
  return { truth: 'yes', because: [{ place: setup.place, says: 'The release alone decides.' }] };
}

/** What is open is shown at the step or the setting that it is asked of, where there is one. */
function askAll(conditions: readonly Condition[], setup: Setup): Answer {
  const answers = conditions.map((inner) => evaluate(inner, setup));
  const met = answers.flatMap(({ truth, because }) => (truth === 'no' ? [] : because));
  const at = met.find(({ setting, step }) => step !== undefined || setting !== undefined)?.place;
  if (at === undefined) return answerAll(answers);
  return answerAll(
    answers.map((answer, index) =>
      conditions[index]?.open === undefined
        ? answer
        : { ...answer, because: answer.because.map((evidence) => ({ ...evidence, place: at })) },
    ),
  );
}

/** Asks the condition of each group of settings by itself. */
function askEach({ of, under, holds }: EachCondition, setup: Setup): Answer {
  const groups = listOf(under).flatMap((prefix) => groupsUnder(of, prefix, setup));
  const gaps = gapsAbout(of, setup);
  const absent: Answer =
    gaps.length > 0
      ? { truth: 'unknown', because: gaps }
      : {
          truth: 'no',
          because: groups.length > 0 ? [] : [{ place: setup.place, says: 'Nothing here has that.' }],
        };
  return answerAny([...groups.map((group) => evaluate(holds, group)), absent]);
}
