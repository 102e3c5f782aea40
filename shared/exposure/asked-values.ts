import type { Program, Setting } from '../setups/setup.ts';
import { instanceSettings } from './ask-instances.ts';
import { listOf } from './ask-setting.ts';
import type { Condition } from './condition.ts';
import type { Question } from './judge.ts';
import { fitsKey, partsOf } from './key-pattern.ts';

/** Patterns of keys by their program. */
type Asked = Map<Program, Map<string, readonly string[]>>;

/**
 * Whether one of the questions asks what a setting's value is. Of others it is enough that the setting is there: a condition without
 * a matcher asks no more. What says which instances there may be is always asked.
 */
export function askedValues(
  questions: readonly Pick<Question, 'when'>[],
): (setting: Pick<Setting, 'key' | 'of'>) => boolean {
  const asked: Asked = new Map();
  for (const each of instanceSettings) add(each, [], asked);
  for (const { when } of questions) if (when !== undefined) collect(when, [], asked);
  return ({ key, of }) => {
    const parts = partsOf(key);
    return [...(asked.get(of)?.values() ?? [])].some((pattern) => fitsKey(parts, pattern));
  };
}

/** Keys of a group that a condition looks into stand behind its prefix. */
interface Group {
  readonly of: Program;
  readonly under: string;
}

function collect(condition: Condition, groups: readonly Group[], asked: Asked): void {
  const { all = [], any = [], each, file, hidden, not, setting, step } = condition;
  for (const inner of [...all, ...any, ...(not === undefined ? [] : [not])]) collect(inner, groups, asked);
  if (each !== undefined) {
    for (const under of listOf(each.under)) {
      collect(each.holds, [...groups, { of: each.of, under }], asked);
    }
  }
  if (setting?.value !== undefined) add(setting, groups, asked);
  if (hidden?.setting !== undefined) add(hidden.setting, groups, asked);
  if (file?.namedBy !== undefined) add(file.namedBy, groups, asked);
  for (const { namedBy } of step?.unless ?? []) if (namedBy !== undefined) add(namedBy, groups, asked);
}

function add(
  { key, of }: { readonly key: string | readonly string[]; readonly of: Program | readonly Program[] },
  groups: readonly Group[],
  asked: Asked,
): void {
  for (const program of listOf(of)) {
    const prefix = groups.filter((group) => group.of === program).map(({ under }) => under);
    const patterns = asked.get(program) ?? new Map<string, readonly string[]>();
    for (const one of listOf(key)) {
      const whole = [...prefix, one].join('.');
      patterns.set(whole, partsOf(whole));
    }
    asked.set(program, patterns);
  }
}
