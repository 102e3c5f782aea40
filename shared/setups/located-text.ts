import type { SourceText } from './reader.ts';
import type { Place, Value } from './setup.ts';

/** A part of a text that only the run decides: a variable, a command's output, a template's expression. */
export interface Hole {
  /** As it is written: `${var.name}`. */
  readonly text: string;
  /** A sentence's end: `is a variable that nothing here sets`. */
  readonly why: string;
  /**
   * `directive`: a template's `%{ if … }` or `{% if … %}`, which leaves no text itself but decides what of its neighbourhood stays.
   * `before`: what a file held before the script wrote more into it.
   */
  readonly kind: 'value' | 'directive' | 'before';
  /** Of what an edit left of a file of the image: the edit's text. */
  readonly edit?: string;
}

/** Stands for a hole, one character each; real texts do not have it (`wholeText` takes it out). */
export const holeMark = '\uE000';

interface Origin {
  readonly file: string;
  readonly text: string;
  /** Offsets at which lines start. */
  readonly lines: readonly number[];
  readonly within?: Place;
}

/** `length` characters from `at` on, which stand in the origin from `from` on: one to one, or all at that spot where `fixed`. */
interface Run {
  readonly at: number;
  readonly length: number;
  readonly origin: Origin;
  readonly from: number;
  readonly fixed: boolean;
  readonly hole?: Hole;
  /** A template's condition decides whether it stands there. */
  readonly doubtful?: boolean;
}

/**
 * A text, each character of which knows where it stands in its file, through slicing and joining; with holes where a part is unknown.
 *
 * So a setting in a file that a heredoc of a script in a Terraform file writes has the line of the Terraform file.
 */
export interface LocatedText {
  readonly text: string;
  readonly runs: readonly Run[];
}

export const noText: LocatedText = { text: '', runs: [] };

/** A file's text. */
export function wholeText(source: SourceText, within?: Place): LocatedText {
  const text = source.text.replaceAll(holeMark, '\uFFFD');
  const origin = { file: source.file, text, lines: lineStarts(text), ...(within && { within }) };
  return { text, runs: [{ at: 0, length: text.length, origin, from: 0, fixed: false }] };
}

/** A text that was made by decoding what stands at a place: its lines count by themselves. */
export function decodedText(text: string, within: Place): LocatedText {
  return wholeText({ file: within.file, text }, within);
}

/** The part from `start` to before `end`. */
export function sliceText(whole: LocatedText, start: number, end = whole.text.length): LocatedText {
  const runs: Run[] = [];
  for (let index = runIndex(whole, start); index < whole.runs.length; index++) {
    const run = whole.runs[index];
    if (run === undefined || run.at >= end) break;
    const first = Math.max(run.at, start);
    const length = Math.min(run.at + run.length, end) - first;
    if (length <= 0) continue;
    runs.push({ ...run, at: first - start, length, from: run.fixed ? run.from : run.from + first - run.at });
  }
  return { text: whole.text.slice(start, end), runs };
}

/** Texts one after the other. */
export function joinTexts(parts: readonly LocatedText[]): LocatedText {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const runs: Run[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const part of parts) {
    for (const run of part.runs) runs.push({ ...run, at: run.at + at });
    texts.push(part.text);
    at += part.text.length;
  }
  return { text: texts.join(''), runs };
}

/** Texts that grow by doubling have more pieces than any that people write: 1,000 lines of a heredoc have 2,000. */
const mostRuns = 4000;
const longest = 300_000;

/** Whether a text is too long, or made of too many pieces, to be followed further. */
export function isTooLong({ text, runs }: LocatedText): boolean {
  return runs.length > mostRuns || text.length > longest;
}

/** Another text that stands for what is at an offset: an escape's meaning, a default's value. */
export function textAt(whole: LocatedText, offset: number, text: string): LocatedText {
  if (text === '') return noText;
  const spot = spotOf(whole, offset);
  if (spot === undefined) return wholeText({ file: '-', text });
  const clean = text.replaceAll(holeMark, '\uFFFD');
  return { text: clean, runs: [{ at: 0, length: clean.length, ...spot, fixed: true }] };
}

/** A hole that stands at an offset. */
export function holeAt(whole: LocatedText, offset: number, hole: Hole): LocatedText {
  const spot = spotOf(whole, offset) ?? spotOf(wholeText({ file: '-', text: ' ' }), 0);
  if (spot === undefined) return noText;
  return { text: holeMark, runs: [{ at: 0, length: 1, ...spot, fixed: true, hole }] };
}

/** The holes of a text, in order. */
export function holesOf(whole: LocatedText): readonly Hole[] {
  return whole.runs.flatMap(({ hole }) => (hole === undefined ? [] : [hole]));
}

/** Whether all of it is known. */
export function isKnown(whole: LocatedText): boolean {
  return !whole.text.includes(holeMark);
}

/** Without what a file held before a script wrote more into it: that is the image's, not the team's. */
export function withoutBefore(whole: LocatedText): LocatedText {
  return whole.runs[0]?.hole?.kind === 'before' ? sliceText(whole, 1) : whole;
}

/** The same text, which may not stand there. */
export function doubtText(whole: LocatedText): LocatedText {
  return { ...whole, runs: whole.runs.map((run) => ({ ...run, doubtful: true })) };
}

/** Whether any of it may not stand there. */
export function isDoubtful({ runs }: LocatedText): boolean {
  return runs.some(({ doubtful }) => doubtful === true);
}

/** The text as a setup has it: with what is written where a part is unknown. */
export function toValue(whole: LocatedText): Value {
  const [first] = holesOf(whole);
  if (first === undefined) return { known: true, text: whole.text };
  let text = '';
  let from = 0;
  for (const { at, hole } of whole.runs) {
    if (hole === undefined) continue;
    // What was written there may itself stand for what is unknown.
    text += whole.text.slice(from, at) + hole.text.replaceAll(holeMark, '…');
    from = at + 1;
  }
  const value = {
    known: false,
    text: text + whole.text.slice(from),
    why: `${first.text} ${first.why}`.trim(),
  } as const;
  // A directive decides what of its neighbourhood stays, so nothing beside it is sure.
  const isSure = holesOf(whole).every(({ kind }) => kind === 'value');
  return isSure ? { ...value, pieces: whole.text.split(holeMark) } : value;
}

/** Where the character at an offset stands. */
export function placeAt(whole: LocatedText, offset: number): Place {
  const spot = spotOf(whole, offset);
  if (spot === undefined) return { file: '-', line: 1, column: 1, excerpt: '' };
  const { origin, from } = spot;
  const index = lastAtMost(origin.lines, from);
  const start = origin.lines[index] ?? 0;
  const end = (origin.lines[index + 1] ?? origin.text.length + 1) - 1;
  const excerpt = origin.text.slice(start, Math.min(end, start + 160)).trimEnd();
  const place = { file: origin.file, line: index + 1, column: from - start + 1, excerpt };
  return origin.within === undefined ? place : { ...place, within: origin.within };
}

function spotOf(whole: LocatedText, offset: number): Pick<Run, 'origin' | 'from'> | undefined {
  const run = whole.runs[runIndex(whole, offset)];
  if (run === undefined) return undefined;
  const inside = Math.max(0, Math.min(offset - run.at, run.length));
  return { origin: run.origin, from: run.fixed ? run.from : run.from + inside };
}

/** The run that has the offset, the last one at the very end. */
function runIndex({ runs }: LocatedText, offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
