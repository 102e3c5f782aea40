import type { Place, Setting, Step } from '../setups/setup.ts';
import type { Evidence } from './answer.ts';
import type { Fix } from './fix.ts';
import type { Judgement, Verdict } from './judge.ts';

/** Another text in place of what stands in a file from one offset to before the other. */
export interface Edit {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

/** Changes that mend a setup, and what they do. */
export interface ProvenFix {
  readonly says: string;
  readonly edits: readonly Edit[];
}

/**
 * The fixes of a judgement, as changes of files: those only after which the setup is not exposed any more. None where what decides
 * stands in text that was decoded, or where the change would spoil more than it mends.
 *
 * @param textOf the text of a file of the check, as it was read.
 * @param judgeAgain what the check says of the files after the edits; nothing where it can read less of them than before.
 */
export function provenFixes(
  { because, questions, verdict }: Judgement,
  textOf: (file: string) => string | undefined,
  judgeAgain: (edits: readonly Edit[]) => Verdict | undefined,
): readonly ProvenFix[] {
  if (verdict !== 'exposed') return [];
  return questions.flatMap(({ fix }): ProvenFix[] => {
    if (fix === undefined) return [];
    const all = because.flatMap((evidence) => editFor(evidence, fix, textOf(evidence.place.file)) ?? []);
    const edits = eachOnce(all);
    const helps = (some: readonly Edit[]) => judgeAgain(some) === 'not-exposed';
    // Lines that are added beside one setting are not added beside each: what decides may stand in several tables.
    const one = adds(fix) && edits.length > 1 ? edits.find((edit) => helps([edit])) : undefined;
    if (one !== undefined) return [{ says: fix.says, edits: [one] }];
    return edits.length > 0 && helps(edits) ? [{ says: fix.says, edits }] : [];
  });
}

function adds({ after, before }: Fix): boolean {
  return after !== undefined || before !== undefined;
}

/** The file's text with the edits that speak of it. */
export function applyEdits(file: string, text: string, edits: readonly Edit[]): string {
  const ours = edits.filter((edit) => edit.file === file).toSorted((a, b) => b.from - a.from);
  return ours.reduce((result, { from, to, replacement }) => {
    return result.slice(0, from) + replacement + result.slice(to);
  }, text);
}

function editFor({ place, setting, step }: Evidence, fix: Fix, text: string | undefined): Edit | undefined {
  if (text === undefined || place.within !== undefined) return undefined;
  const own = linesOf(place, text);
  if (own === undefined) return undefined;
  const lines = setting === undefined ? own : withFlag(setting, own, text);
  const edit = (replacement: string | undefined): Edit | undefined =>
    replacement === undefined || replacement === lines.text
      ? undefined
      : { file: place.file, from: lines.from, to: lines.from + lines.text.length, replacement };
  if (setting !== undefined) return edit(mendSetting(setting, fix, lines.text));
  return step === undefined ? undefined : edit(mendStep(step, fix, lines.text));
}

interface Lines {
  readonly from: number;
  readonly text: string;
}

/** The line of a place with those that a backslash joins to it, and its line break. */
function linesOf(place: Place, text: string): Lines | undefined {
  let from = 0;
  for (let line = 1; line < place.line; line++) {
    from = text.indexOf('\n', from) + 1;
    if (from === 0) return undefined;
  }
  let end = from;
  do {
    const next = text.indexOf('\n', end);
    end = next === -1 ? text.length : next + 1;
  } while (end < text.length && /\\\r?\n$/.test(text.slice(Math.max(from, end - 3), end)));
  return { from, text: text.slice(from, end) };
}

/** The item of a list that is a flag's value, with the one before it that is the flag. */
function withFlag({ key, of }: Setting, lines: Lines, text: string): Lines {
  const from = text.lastIndexOf('\n', lines.from - 2) + 1;
  const before = text.slice(from, lines.from);
  const isFlag = of === 'kubelet-flag' && /^\s*- /.test(lines.text) && lines.from > 0;
  if (!isFlag || before.replaceAll(/["']/g, '').trim() !== `- --${key}`) return lines;
  return { from, text: before + lines.text };
}

function mendSetting(setting: Setting, fix: Fix, lines: string): string | undefined {
  if (!setting.value.known) return undefined;
  const { text: value } = setting.value;
  const indent = /^[ \t]*/.exec(lines)?.[0] ?? '';
  const added = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => `${indent}${text}\n`).join('');
  if (fix.swap !== undefined) return undefined;
  if (fix.before !== undefined || fix.after !== undefined)
    return added(fix.before) + lines + added(fix.after);
  if (fix.remove) return withoutSetting(setting, value, lines);
  if (fix.value === undefined) return undefined;
  const at = lines.lastIndexOf(value);
  if (value === '' || at === -1 || lines.indexOf(value) !== at) return undefined;
  return lines.slice(0, at) + fix.value + lines.slice(at + value.length);
}

/** A line that is the setting alone goes; of a longer one, the flag with its value as it is written there. */
function withoutSetting({ key, of }: Setting, value: string, lines: string): string | undefined {
  const name = key.slice(key.lastIndexOf('.') + 1);
  const bare = lines
    .replaceAll(/\\?["']|,/g, '')
    .trim()
    .replaceAll(/\s+/g, ' ');
  const flags = [`- --${key}=${value}`, `- --${key} ${value}`, `- --${key} - ${value}`].map((flag) =>
    flag.trim(),
  );
  const alone = [`${name}: ${value}`.trim(), `${name} = ${value}`, `${name}=${value}`, ...flags];
  if (alone.includes(bare)) return '';
  if (of !== 'kubelet-flag' && of !== 'bootstrap') return undefined;
  const at = lines.indexOf(`--${key}`);
  const rest = at === -1 ? '' : lines.slice(at + key.length + 2);
  const [written] = /^[= ](?:\\"[^"\\]*\\"|"[^"]*"|'[^']*'|[^\s"'\\]*)/.exec(rest) ?? [];
  if (written === undefined || lines.indexOf(`--${key}`, at + 1) !== -1) return undefined;
  return joinAround(lines.slice(0, at), rest.slice(written.length));
}

/** What is left of a line around a word that goes, without the blank that parted it from the others. */
function joinAround(before: string, after: string): string {
  const [item = '', quote = ''] = /\[(?:[^[\]]*,)?\s*(["'])$/.exec(before) ?? [];
  if (item !== '' && after.startsWith(quote)) {
    const [start, rest] = [before.slice(0, -1), after.slice(1)];
    return /^\s*,/.test(rest) ? start + rest.replace(/^\s*,\s*/, '') : start.replace(/,\s*$/, '') + rest;
  }
  if (/^(?:["']|\r?\n|$)/.test(after)) return before.replace(/(?<=\S)[ \t]+$/, '') + after;
  return before + (/[\s"']$/.test(before) ? after.replace(/^ /, '') : after);
}

function mendStep(step: Step, fix: Fix, lines: string): string | undefined {
  const indent = /^[ \t]*/.exec(lines)?.[0] ?? '';
  const filled = (text: string) => fill(text, step);
  const added = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => `${indent}${filled(text)}\n`).join('');
  if (fix.remove) return isAlone(lines) ? '' : undefined;
  const { after, before, swap } = fix;
  if (adds(fix) && (!isAlone(lines) || (step.does === 'mount' && step.by !== 'command'))) return undefined;
  const kept = swap === undefined ? lines : lines.replaceAll(filled(swap.from), () => filled(swap.to));
  if (swap !== undefined && kept === lines) return undefined;
  return added(before) + kept + added(after);
}

/** Whether the lines are one command and nothing else. */
function isAlone(lines: string): boolean {
  return !/[;&|<>(){}]|\b(?:if|then|else|do|done|fi|while|until|for)\b/.test(lines);
}

function fill(text: string, step: Step): string {
  const device = step.does === 'mount' ? step.device.text : '';
  const path = 'path' in step ? step.path.text : '';
  return text.replaceAll('{device}', () => device).replaceAll('{path}', () => path);
}

function eachOnce(edits: readonly Edit[]): readonly Edit[] {
  const byPlace = new Map(edits.map((edit) => [`${edit.file}:${edit.from}`, edit]));
  return [...byPlace.values()];
}
