import { holeAt, joinTexts, type LocatedText, noText, sliceText, textAt } from '../located-text.ts';
import { brief, type Tree, textTree, unknownTree } from '../tree/tree.ts';

/** What stands in a template's braces means this where the template stands. */
export interface Scope {
  /** The value of the expression in `${…}`. */
  readonly evaluate: (expression: LocatedText) => Tree;
  /** What it means in each round of `%{ for names in collection }`; nothing where the collection is not known. */
  readonly rounds: (names: readonly string[], collection: LocatedText) => readonly Scope[] | undefined;
}

/** Templates that double what others double end here; user data has 16 KB. */
const longest = 200_000;

/** Rounds of all loops of a template, one in the other, and characters of a loop's body. */
const mostRounds = 300;
const longestLoop = 20_000;

/**
 * A template of HCL: `${…}` gets its value or a hole, `%{…}` is a hole that decides about its neighbourhood.
 *
 * A template that is one expression and nothing else is that expression's value, whatever it is.
 */
export function templateTree(
  whole: LocatedText,
  scope: Scope,
  escapes: boolean,
  budget = { rounds: mostRounds },
): Tree {
  const { text } = whole;
  const parts: LocatedText[] = [];
  let from = 0;
  let at = nextMark(text, 0, escapes);
  while (at < text.length) {
    if (text[at] === '\\') {
      parts.push(sliceText(whole, from, at), escapeOf(whole, at));
      from = at + (text[at + 1] === 'u' ? 6 : 2);
    } else if (text[at] === text[at + 1]) {
      parts.push(sliceText(whole, from, at));
      from = at + 1;
      at += 2;
    } else {
      const end = expressionEnd(text, at + 2);
      if (end === undefined) break;
      const before = sliceText(whole, from, at);
      const inside = sliceText(whole, at + 2, end);
      if (text[at] === '$') {
        const tree = scope.evaluate(trimmed(inside));
        if (at === 0 && end === text.length - 1) return tree;
        parts.push(before, tree.is === 'text' ? tree.text : noTextOf(whole, at, end, tree));
      } else {
        const loop = loopAt(whole, at, end);
        const rounds = loop && scope.rounds(loop.names, loop.collection);
        if (loop !== undefined && rounds !== undefined && rounds.length <= budget.rounds) {
          budget.rounds -= rounds.length;
          const trees = rounds.map((round) => templateTree(loop.body, round, escapes, budget));
          parts.push(
            before,
            ...trees.map((tree) => (tree.is === 'text' ? tree.text : noTextOf(whole, at, end, tree))),
          );
          from = loop.end;
          at = nextMark(text, from, escapes);
          continue;
        }
        const hole = {
          text: brief(text.slice(at, end + 1)),
          why: 'is decided by a template',
          kind: 'directive',
        } as const;
        parts.push(before, holeAt(whole, at, hole));
      }
      from = end + 1;
    }
    at = nextMark(text, Math.max(at, from), escapes);
  }
  if (parts.length === 0) return textTree(whole);
  parts.push(sliceText(whole, from));
  if (parts.reduce((sum, part) => sum + part.text.length, 0) > longest) {
    return unknownTree(whole, 0, text, 'gets too long');
  }
  const joined = joinTexts(parts.filter(({ text: part }) => part !== ''));
  return textTree(joined.runs.length === 0 ? sliceText(whole, 0, 0) : joined);
}

interface Loop {
  readonly names: readonly string[];
  readonly collection: LocatedText;
  readonly body: LocatedText;
  /** Behind its `%{ endfor }`. */
  readonly end: number;
}

/** `%{ for name in collection }` at a place, with what stands before its `%{ endfor }`. */
function loopAt(whole: LocatedText, at: number, close: number): Loop | undefined {
  const head = /^[~\s]*for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\s+/.exec(
    whole.text.slice(at + 2, Math.min(close, at + 200)),
  );
  if (head === null) return undefined;
  const [written, first = '', second] = head;
  let depth = 1;
  const furthest = Math.min(whole.text.length, close + longestLoop);
  for (
    let next = whole.text.indexOf('%{', close);
    next !== -1 && next < furthest;
    next = whole.text.indexOf('%{', next + 2)
  ) {
    if (whole.text[next - 1] === '%') continue;
    const [, word] = /^[~\s]*(for|endfor)\b/.exec(whole.text.slice(next + 2, next + 20)) ?? [];
    depth += word === 'for' ? 1 : word === 'endfor' ? -1 : 0;
    if (depth > 0) continue;
    const end = whole.text.indexOf('}', next) + 1;
    const left =
      whole.text[close - 1] === '~' ? /^\s*/.exec(whole.text.slice(close + 1, next))?.[0].length : 0;
    const body = sliceText(whole, close + 1 + (left ?? 0), next);
    const collection = trimmed(sliceText(whole, at + 2 + written.length, close));
    return end === 0
      ? undefined
      : { names: second === undefined ? [first] : [first, second], collection, body, end };
  }
  return undefined;
}

/** The next `${`, `%{`, their doubled forms and, in quotes, a backslash; the text's length where there is none. */
function nextMark(text: string, from: number, escapes: boolean): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (escapes && character === '\\') return at;
    if (character !== '$' && character !== '%') continue;
    if (text[at + 1] === '{') return at;
    if (text[at + 1] === character && text[at + 2] === '{') return at;
  }
  return text.length;
}

/** Where the expression's closing brace is: past strings, and templates within those. */
function expressionEnd(text: string, from: number): number | undefined {
  const open: ('brace' | 'string')[] = ['brace'];
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (open.at(-1) === 'string') {
      if (character === '\\') at++;
      else if (character === '"') open.pop();
      else if ((character === '$' || character === '%') && text[at + 1] === '{') {
        open.push('brace');
        at++;
      }
    } else if (character === '"') open.push('string');
    else if (character === '{') open.push('brace');
    else if (character === '}') {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return undefined;
}

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function escapeOf(whole: LocatedText, at: number): LocatedText {
  const letter = whole.text[at + 1] ?? '';
  const code = letter === 'u' ? Number.parseInt(whole.text.slice(at + 2, at + 6), 16) : Number.NaN;
  const text = Number.isNaN(code) ? (escaped[letter] ?? letter) : String.fromCharCode(code);
  return textAt(whole, at, text);
}

/** `~` strips white space around the expression and is no part of it. */
function trimmed(inside: LocatedText): LocatedText {
  let start = 0;
  let end = inside.text.length;
  while (start < end && /[~\s]/.test(inside.text[start] ?? '')) start++;
  while (end > start && /[~\s]/.test(inside.text[end - 1] ?? '')) end--;
  return sliceText(inside, start, end);
}

function noTextOf(whole: LocatedText, at: number, end: number, tree: Tree): LocatedText {
  if (tree.is === 'null') return noText;
  const written = brief(whole.text.slice(at, end + 1));
  return holeAt(whole, at, { text: written, why: 'is no text', kind: 'value' });
}

/** The body of a heredoc; `<<-` takes away the indentation that all its lines share. */
export function heredocBody(body: LocatedText, flush: boolean): LocatedText {
  if (!flush) return body;
  const lines = lineSpans(body.text);
  const indents = lines
    .filter(({ from, to }) => body.text.slice(from, to).trim() !== '')
    .map(({ from, to }) => body.text.slice(from, to).search(/[^ \t]/));
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  if (indent === 0 || indent === Number.POSITIVE_INFINITY) return body;
  return joinTexts(
    lines.map(({ from, to }) => sliceText(body, Math.min(from + indent, blankEnd(body.text, from, to)), to)),
  );
}

/** A blank line may be shorter than the indentation; its line's end stays. */
function blankEnd(text: string, from: number, to: number): number {
  return text[to - 1] === '\n' && to > from ? to - 1 : to;
}

function lineSpans(text: string): readonly { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end + 1;
    spans.push({ from, to });
    from = to;
  }
  return spans;
}
