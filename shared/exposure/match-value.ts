import type { Value } from '../setups/setup.ts';
import type { Matcher, MatcherGroup, WordsMatcher } from './condition.ts';
import { isLike } from './glob.ts';
import { isLeftOut } from './not-kept.ts';
import { quantityOf } from './quantity.ts';
import { allOf, anyOf, not, type Truth, truthOf } from './truth.ts';

/** Whether a value fits; a part that only the run decides counts only where the known parts leave nothing open. */
export function matchValue(value: Value, matcher: Matcher): Truth {
  if (typeof matcher === 'string') return matchValue(value, { is: matcher });
  const { all, any, not: negated, known, ...tests } = matcher;
  return allOf([
    ...Object.keys(tests).map((name) => matchTest(value, name as keyof typeof tests, tests)),
    ...(all === undefined ? [] : [allOf(all.map((inner) => matchValue(value, inner)))]),
    ...(any === undefined ? [] : [anyOf(any.map((inner) => matchValue(value, inner)))]),
    ...(negated === undefined ? [] : [not(matchValue(value, negated))]),
    ...(known === undefined ? [] : [matchKnown(value, known)]),
  ]);
}

/** What the files do not say is no question; what they said and a kept setup leaves out is one. */
function matchKnown(value: Value, matcher: Matcher): Truth {
  const truth = matchValue(value, matcher);
  return truth === 'unknown' && !isLeftOut(value) ? 'no' : truth;
}

/** Whether a command's words fit. A word that is unknown may be any, so it can fit what no known one does. */
export function matchWords(words: readonly Value[], { none, has, hasAny, lacks }: WordsMatcher): Truth {
  const some = (matcher: Matcher) => anyOf(words.map((word) => matchValue(word, matcher)));
  return allOf([
    ...(none === undefined ? [] : [areNone(words)]),
    ...(has ?? []).map(some),
    ...(hasAny === undefined ? [] : [anyOf(hasAny.map(some))]),
    ...(lacks ?? []).map((matcher) => not(some(matcher))),
  ]);
}

/** Words of a variable that nothing sets may be no words at all: `dnf update $PACKAGES`. */
function areNone(words: readonly Value[]): Truth {
  if (words.length === 0) return 'yes';
  const mayBeEmpty = (word: Value) => !word.known && (word.pieces ?? ['']).every((piece) => piece === '');
  return words.every(mayBeEmpty) ? 'unknown' : 'no';
}

type Tests = Omit<MatcherGroup, 'all' | 'any' | 'not' | 'known'>;

function matchTest(value: Value, name: keyof Tests, tests: Tests): Truth {
  const wanted = tests[name];
  if (wanted === undefined) return 'yes';
  if (value.known) return truthOf(holds(value.text, name, wanted));
  return value.pieces === undefined ? 'unknown' : matchPieces(value.pieces, name, wanted);
}

type Wanted = string | true | readonly string[];

function holds(text: string, name: keyof Tests, wanted: Wanted): boolean {
  const texts = typeof wanted === 'object' ? wanted : [];
  const one = typeof wanted === 'string' ? wanted : '';
  switch (name) {
    case 'is':
      return text === one;
    case 'oneOf':
      return texts.includes(text);
    case 'startsWith':
      return text.startsWith(one);
    case 'endsWith':
      return text.endsWith(one);
    case 'contains':
      return text.includes(one);
    case 'like':
      return isLike(text, one);
    case 'line':
      return hasLine(text, one);
    case 'empty':
      return text.trim() === '';
    default:
      return compares(text, name, one);
  }
}

function hasLine(text: string, pattern: string): boolean {
  return text.split('\n').some((line) => {
    const clean = line.replaceAll('\t', ' ').trim();
    if (clean.startsWith('#') || clean.startsWith(';')) return false;
    return isLike(clean.split(' ').filter(Boolean).join(' '), pattern);
  });
}

function compares(text: string, name: 'lessThan' | 'atLeast' | 'notMultipleOf', bound: string): boolean {
  const [a, b] = [quantityOf(text), quantityOf(bound)];
  if (a === undefined || b === undefined) return false;
  if (name === 'notMultipleOf') return Math.abs(a / b - Math.round(a / b)) > 1e-6;
  return name === 'lessThan' ? a < b : a >= b;
}

/** What the known pieces decide whatever stands between them. */
function matchPieces(pieces: readonly string[], name: keyof Tests, wanted: Wanted): Truth {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const one = typeof wanted === 'string' ? wanted : '';
  const couldBe = (text: string) =>
    text.length >= pieces.join('').length &&
    text.startsWith(first) &&
    text.endsWith(last) &&
    pieces.every((piece) => text.includes(piece));
  switch (name) {
    case 'is':
      return couldBe(one) ? 'unknown' : 'no';
    case 'oneOf':
      return typeof wanted === 'object' && wanted.some(couldBe) ? 'unknown' : 'no';
    case 'startsWith':
      return decided(first.startsWith(one), one.startsWith(first));
    case 'endsWith':
      return decided(last.endsWith(one), one.endsWith(last));
    case 'contains':
      return decided(
        pieces.some((piece) => piece.includes(one)),
        true,
      );
    case 'like':
      return likePieces(first, last, one);
    case 'line':
      return decided(
        wholeLines(pieces).some((lines) => hasLine(lines, one)) || linePrefix(pieces, one),
        true,
      );
    case 'empty':
      return pieces.some((piece) => piece.trim() !== '') ? 'no' : 'unknown';
    default:
      return 'unknown';
  }
}

function decided(surely: boolean, possibly: boolean): Truth {
  if (surely) return 'yes';
  return possibly ? 'unknown' : 'no';
}

/** A pattern's fixed beginning and end can be told from the pieces; what is between its stars cannot. */
function likePieces(first: string, last: string, pattern: string): Truth {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return first.startsWith(head) || head.startsWith(first) ? 'unknown' : 'no';
  const begins = decided(first.startsWith(head), head.startsWith(first));
  const ends = decided(last.endsWith(tail), tail.endsWith(last));
  return allOf([begins, ends, rest.every((piece) => piece === '') ? 'yes' : 'unknown']);
}

/** The lines of each piece that no unknown part touches. */
function wholeLines(pieces: readonly string[]): readonly string[] {
  return pieces.map((piece, index) => {
    const lines = piece.split('\n');
    const from = index === 0 ? 0 : 1;
    return lines.slice(from, index === pieces.length - 1 ? undefined : -1).join('\n');
  });
}

/** `nameserver $DNS` is like `nameserver *`: a pattern with one star at its end is met by a line's known beginning. */
function linePrefix(pieces: readonly string[], pattern: string): boolean {
  const head = pattern.slice(0, -1);
  if (!pattern.endsWith('*') || head.includes('*') || head === '') return false;
  return pieces.slice(0, -1).some((piece, index) => {
    const start = piece.lastIndexOf('\n');
    return (
      (index === 0 || start !== -1) &&
      piece
        .slice(start + 1)
        .trimStart()
        .startsWith(head)
    );
  });
}
