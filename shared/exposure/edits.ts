import type { Place, Setting, Step } from '../setups/setup.ts';
import type { Evidence } from './answer.ts';
import type { Fix } from './fix.ts';
import type { Judgement } from './judge.ts';

/** Another text in place of what stands in a file from one offset to before the other. */
export interface Edit {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

/** Changes that may mend a setup, and what they do. They count once their result is read, judged and found not exposed. */
export interface ProposedFix {
  readonly says: string;
  readonly edits: readonly Edit[];
}

/**
 * The fixes of a judgement, as changes of files; none where what decides stands in text that was decoded, or shares its line with more
 * than could be told apart.
 *
 * @param textOf the text of a file of the check, as it was read.
 */
export function proposeFixes(
  { because, questions }: Judgement,
  textOf: (file: string) => string | undefined,
): readonly ProposedFix[] {
  return questions.flatMap(({ fix }): ProposedFix[] => {
    if (fix === undefined) return [];
    const edits = because.map((evidence) => editFor(evidence, fix, textOf(evidence.place.file)));
    const made = eachOnce(edits.flatMap((edit) => edit ?? []));
    return made.length === 0 ? [] : [{ says: fix.says, edits: made }];
  });
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
  const lines = linesOf(place, text);
  if (lines === undefined) return undefined;
  const edit = (replacement: string | undefined): Edit | undefined =>
    replacement === undefined || replacement === lines.text
      ? undefined
      : { file: place.file, from: lines.from, to: lines.from + lines.text.length, replacement };
  if (setting !== undefined) return edit(mendSetting(setting, fix, lines.text));
  return step === undefined ? undefined : edit(mendStep(step, fix, lines.text));
}

/** The line of a place with those that a backslash joins to it, and its line break. */
function linesOf(place: Place, text: string): { readonly from: number; readonly text: string } | undefined {
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

function mendSetting(setting: Setting, fix: Fix, lines: string): string | undefined {
  if (!setting.value.known) return undefined;
  const { text: value } = setting.value;
  if (fix.remove) return withoutSetting(setting, value, lines);
  if (fix.value === undefined) return undefined;
  const at = lines.lastIndexOf(value);
  if (value === '' || at === -1 || lines.indexOf(value) !== at) return undefined;
  return lines.slice(0, at) + fix.value + lines.slice(at + value.length);
}

/** A line that is the setting alone goes; of a longer one, the flag with its value. */
function withoutSetting({ key, of }: Setting, value: string, lines: string): string | undefined {
  const name = key.slice(Math.max(key.lastIndexOf('.'), -1) + 1);
  const bare = lines.trim().replaceAll('"', '').replaceAll("'", '').replaceAll(',', '');
  const alone = [`${name}: ${value}`, `${name} = ${value}`, `${name}=${value}`, `- --${key}=${value}`];
  if (alone.includes(bare)) return '';
  if (of !== 'kubelet-flag') return undefined;
  for (const separator of ['=', ' ']) {
    for (const quote of ['', '"', "'"]) {
      const flag = `--${key}${separator}${quote}${value}${quote}`;
      const at = lines.indexOf(flag);
      const next = lines.charAt(at + flag.length);
      if (at === -1 || !/^[\s"'\\]?$/.test(next)) continue;
      const before = lines.slice(0, at);
      const after = lines.slice(at + flag.length);
      return before + (/\s$/.test(before) ? after.replace(/^ /, '') : after);
    }
  }
  return undefined;
}

function mendStep(step: Step, fix: Fix, lines: string): string | undefined {
  const indent = /^[ \t]*/.exec(lines)?.[0] ?? '';
  const filled = (text: string) => fill(text, step);
  const added = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => `${indent}${filled(text)}\n`).join('');
  if (fix.remove) return isAlone(lines) ? '' : undefined;
  const { swap } = fix;
  const kept = swap === undefined ? lines : lines.replaceAll(filled(swap.from), () => filled(swap.to));
  if (swap !== undefined && kept === lines) return undefined;
  return added(fix.before) + kept + added(fix.after);
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
