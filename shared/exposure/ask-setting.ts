import { quoted } from '../problem.ts';
import type { Program, Setting, Setup, Value } from '../setups/setup.ts';
import { type Answer, answerAny, type Evidence } from './answer.ts';
import type { SettingCondition } from './condition.ts';
import { gapsAbout, mayHold } from './gaps.ts';
import { fitsKey, fitsStart, partsOf } from './key-pattern.ts';
import { matchValue } from './match-value.ts';
import { allOf, anyOf, type Truth } from './truth.ts';

/** Whether the setting is there with a fitting value. One that is not there is unknown where a gap may hold it. */
export function askSetting(condition: SettingCondition, setup: Setup): Answer {
  const answers = listOf(condition.of).flatMap((of) =>
    listOf(condition.key).map((key) => askOne(of, key, condition, setup)),
  );
  return answerAny(answers);
}

export function listOf<Item>(items: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(items) ? items : [items as Item];
}

/** The settings of a key or a pattern, by their whole keys, in the order in which they are set. */
export function settingsOf(of: Program, key: string, setup: Setup): readonly (readonly Setting[])[] {
  const pattern = partsOf(key);
  const groups = new Map<string, Setting[]>();
  for (const setting of setup.settings) {
    if (setting.of !== of || !(setting.key === key || fitsKey(partsOf(setting.key), pattern))) continue;
    const group = groups.get(setting.key);
    if (group === undefined) groups.set(setting.key, [setting]);
    else group.push(setting);
  }
  return [...groups.values()];
}

function askOne(of: Program, key: string, condition: SettingCondition, setup: Setup): Answer {
  const groups = settingsOf(of, key, setup);
  const answers = groups.map((group) =>
    condition.alsoElsewhere ? askDoubled(group, condition) : askGroup(group, condition),
  );
  const isOpen = groups.length === 0 || key.includes('*') || !groups.some(isSure);
  return answerAny(isOpen ? [...answers, absent(of, key, condition, setup)] : answers);
}

const isSure = (group: readonly Setting[]) => group.some(({ certain }) => certain);

/** Not there: `no`, or `unknown` with the gaps, and the groups of settings that only the run decides, that may hold it. */
function absent(of: Program, key: string, { path }: SettingCondition, setup: Setup): Answer {
  const gaps = gapsAbout(of, setup, (gap) => mayHold(gap, key, path));
  const because = [...gaps, ...openGroups(of, key, setup).map(evidenceOf)];
  if (because.length > 0) return { truth: 'unknown', because };
  return { truth: 'no', because: [{ place: setup.place, says: `Nothing sets ${named(of, key)}.` }] };
}

/** Settings around the asked one whose whole value is unknown: `MetadataOptions = var.options` may have `MetadataOptions.HttpTokens`. */
function openGroups(of: Program, key: string, setup: Setup): readonly Setting[] {
  const pattern = partsOf(key);
  return setup.settings.filter((setting) => {
    if (setting.of !== of || setting.value.known) return false;
    const parts = partsOf(setting.key);
    return parts.length < pattern.length && fitsStart(parts, pattern.slice(0, parts.length));
  });
}

/** One key. What is set last wins, and what is set in a branch may win or not. */
function askGroup(group: readonly Setting[], condition: SettingCondition): Answer {
  const candidates = possible(group);
  const truths = candidates.map((setting) => truthOfSetting(setting, condition));
  const known: Truth = truths.every((truth) => truth === truths[0]) ? (truths[0] ?? 'no') : 'unknown';
  const truth = known === 'yes' && !isSure(group) ? 'unknown' : known;
  const open = candidates.filter((_, index) => anyOf([truths[index] ?? 'no']) !== 'no');
  const shown = truth === 'no' || open.length === 0 ? candidates : open;
  return { truth, because: shown.map(evidenceOf) };
}

/** One key that is set in several places: each of those in the file that is meant counts, whichever wins. */
function askDoubled(group: readonly Setting[], condition: SettingCondition): Answer {
  const answers = group.map((setting): Answer => {
    const others = group.filter(({ path }) => path !== setting.path);
    const there = others.length === 0 ? 'no' : isSure(others) && setting.certain ? 'yes' : 'unknown';
    return {
      truth: allOf([truthOfSetting(setting, condition), there]),
      because: [setting, ...others].map(evidenceOf),
    };
  });
  return answerAny(answers);
}

/** The values that a key may have in the end: the last one that is certain, and those of branches behind it. */
export function possible(group: readonly Setting[]): readonly Setting[] {
  const last = group.findLastIndex(({ certain }) => certain);
  return group.slice(Math.max(last, 0));
}

function truthOfSetting(setting: Setting, { value, path }: SettingCondition): Truth {
  if (path !== undefined) {
    const there = setting.path === undefined ? 'no' : matchValue({ known: true, text: setting.path }, path);
    if (there !== 'yes') return there;
  }
  return value === undefined ? 'yes' : matchValue(setting.value, value);
}

export function evidenceOf(setting: Setting): Evidence {
  return { place: setting.place, says: describeSetting(setting), setting };
}

function describeSetting({ of, key, value, certain }: Setting): string {
  const branch = certain ? '' : ', in a branch that may not be taken';
  return `${named(of, key)} is ${describeValue(value)}${branch}.`;
}

export function describeValue(value: Value): string {
  return value.known ? quoted(value.text) : `${quoted(value.text)}, which only the run decides: ${value.why}`;
}

function named(of: Program, key: string): string {
  return of === 'kubelet-flag' ? `--${key} of kubelet` : `${key} (${of})`;
}
