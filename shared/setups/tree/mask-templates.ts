import { doubtText, holeAt, joinTexts, type LocatedText, sliceText } from '../located-text.ts';
import { brief } from './tree.ts';

/** YAML with a template's expressions taken out, so that it can be parsed; what its conditions decide is in doubt. */
export interface Masked {
  readonly text: LocatedText;
  /** Where an expression puts in whole lines, offsets of the text: what they say is not known. */
  readonly insertions: readonly { readonly offset: number; readonly written: string }[];
}

const closes = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
] as const;

/** Expressions are looked at this far: longer ones are none. */
const longest = 600;

/**
 * Takes Helm's and Jinja's expressions out of YAML: `{{ … }}` within a line becomes a hole; a line that has nothing else goes, and what
 * stands between `if` and `end` is in doubt.
 *
 * Texts without `{{` or `{%` are given back as they are.
 */
export function maskTemplates(whole: LocatedText): Masked {
  const { text } = whole;
  if (!text.includes('{{') && !text.includes('{%')) return { text: whole, insertions: [] };
  const parts: LocatedText[] = [];
  const insertions: { offset: number; written: string }[] = [];
  let length = 0;
  let depth = 0;
  let lineStart = 0;
  const add = (part: LocatedText): void => {
    parts.push(depth > 0 ? doubtText(part) : part);
    length += part.text.length;
  };
  while (lineStart < text.length) {
    const tag = nextTag(text, lineStart, lineEnd(text, lineStart));
    const alone = tag !== undefined && text.slice(lineStart, tag.from).trim() === '';
    if (alone && isEmptyBehind(text, tag.to)) {
      const step = depthOf(tag.written);
      if (step === undefined) insertions.push({ offset: length, written: brief(tag.written) });
      else depth = Math.max(0, depth + step);
      lineStart = lineEnd(text, tag.to) + 1;
      continue;
    }
    const end = tag === undefined ? lineEnd(text, lineStart) : lineEnd(text, tag.to);
    maskLine(whole, lineStart, Math.min(end + 1, text.length), add);
    lineStart = end + 1;
  }
  return { text: joinTexts(parts), insertions };
}

/** Whether nothing, or nothing but more expressions, stands behind an expression in its line. */
function isEmptyBehind(text: string, from: number): boolean {
  const end = lineEnd(text, from);
  const tag = nextTag(text, from, end);
  if (tag === undefined) return text.slice(from, end).trim() === '';
  return text.slice(from, tag.from).trim() === '' && text.slice(tag.to, lineEnd(text, tag.to)).trim() === '';
}

function maskLine(whole: LocatedText, start: number, end: number, add: (part: LocatedText) => void): void {
  let at = start;
  for (let tag = nextTag(whole.text, at, end); tag !== undefined; tag = nextTag(whole.text, at, end)) {
    add(sliceText(whole, at, tag.from));
    const step = tag.written.startsWith('{#') ? 0 : depthOf(tag.written);
    if (step === undefined) {
      add(
        holeAt(whole, tag.from, {
          text: brief(tag.written),
          why: 'is filled in by a template',
          kind: 'value',
        }),
      );
    } else if (step !== 0 || !tag.written.startsWith('{#')) {
      add(
        holeAt(whole, tag.from, {
          text: brief(tag.written),
          why: 'is decided by a template',
          kind: 'directive',
        }),
      );
    }
    at = tag.to;
  }
  if (at < end) add(sliceText(whole, at, end));
}

interface Tag {
  readonly from: number;
  readonly to: number;
  readonly written: string;
}

/** The next expression that begins before `end`; it may go on after it. One that is never closed ends with its line. */
function nextTag(text: string, start: number, end: number): Tag | undefined {
  const part = text.slice(start, end);
  for (let open = part.indexOf('{'); open !== -1; open = part.indexOf('{', open + 1)) {
    const at = start + open;
    const pair = closes.find(([mark]) => text.startsWith(mark, at));
    if (pair === undefined || (pair[0] === '{#' && text[at - 1] === '$')) continue;
    const window = text.slice(at, at + longest);
    const close = window.indexOf(pair[1]);
    if (close === -1) return undefined;
    return { from: at, to: at + close + 2, written: window.slice(0, close + 2) };
  }
  return undefined;
}

/** What a control tag does to the depth of conditions; nothing for a tag that leaves text. */
function depthOf(written: string): number | undefined {
  const inside = written.slice(2, -2).replaceAll(/^[-+~\s]+|[-+~\s]+$/g, '');
  if (written.startsWith('{#') || inside.startsWith('/*')) return 0;
  const [word = ''] = inside.split(/\s/, 1);
  if (['if', 'range', 'with', 'define', 'for', 'block', 'macro', 'call', 'filter'].includes(word)) return 1;
  if (word === 'end' || word.startsWith('end')) return -1;
  if (['else', 'elif', 'set', 'import', 'from', 'break', 'continue'].includes(word)) return 0;
  if (/^\$[\w.]*\s*:?=/.test(inside)) return 0;
  return written.startsWith('{%') ? 0 : undefined;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
