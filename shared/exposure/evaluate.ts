import type { Setup } from '../setups/setup.ts';
import { type Answer, answerAll, answerAny, answerNot } from './answer.ts';
import { askFile } from './ask-file.ts';
import { askHidden } from './ask-hidden.ts';
import { askSetting, listOf } from './ask-setting.ts';
import { askSetup } from './ask-setup.ts';
import { askStep } from './ask-step.ts';
import type { Condition, EachCondition } from './condition.ts';
import { gapsAbout } from './gaps.ts';
import { fitsStart, keyOf, partsOf } from './key-pattern.ts';

/** Asks a condition of a setup. What the setup leaves open stays unknown, with what leaves it open. */
export function evaluate(condition: Condition, setup: Setup): Answer {
  const { all, any, each, file, hidden, not, open, setting, step } = condition;
  if (all !== undefined) return answerAll(all.map((inner) => evaluate(inner, setup)));
  if (any !== undefined) return answerAny(any.map((inner) => evaluate(inner, setup)));
  if (not !== undefined) return answerNot(evaluate(not, setup));
  if (setting !== undefined) return askSetting(setting, setup);
  if (step !== undefined) return askStep(step, setup);
  if (file !== undefined) return askFile(file, setup);
  if (hidden !== undefined) return askHidden(hidden, setup);
  if (each !== undefined) return askEach(each, setup);
  if (condition.setup !== undefined) return askSetup(condition.setup, setup);
  if (open !== undefined) return { truth: 'unknown', because: [{ place: setup.place, says: open }] };
  return { truth: 'yes', because: [{ place: setup.place, says: 'The release alone decides.' }] };
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

/** One setup for each concrete prefix, in which keys of the program begin behind it; what else is set stays. */
function groupsUnder(of: EachCondition['of'], prefix: string, setup: Setup): readonly Setup[] {
  const pattern = partsOf(prefix);
  const others = setup.settings.filter((setting) => setting.of !== of);
  const groups = new Map<string, Setup['settings'][number][]>();
  for (const setting of setup.settings) {
    if (setting.of !== of) continue;
    const parts = partsOf(setting.key);
    if (parts.length <= pattern.length || !fitsStart(parts, pattern)) continue;
    const name = keyOf(parts.slice(0, pattern.length));
    const inner = { ...setting, key: keyOf(parts.slice(pattern.length)) };
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [inner]);
    else group.push(inner);
  }
  return [...groups.values()].map((settings) => ({
    ...setup,
    place: settings[0]?.place ?? setup.place,
    settings: [...settings, ...others],
  }));
}
