import Range from 'semver/classes/range.js';
import { compareSegments, leadingNumbers, type Order, segmentsOf } from './rpm-order.ts';
import { parseVersion, type Version } from './version.ts';

/** A set of upstream versions, written as npm's semver ranges are: `>=1.7.20 <2`, `^1.7`, `1.7.14 - 1.7.21`, `1.6.x || ^2.1`. */
export interface VersionRange {
  readonly text: string;
  /** A version is in the range when all comparators of one alternative hold. */
  readonly alternatives: readonly (readonly Comparator[])[];
}

interface Comparator {
  readonly operator: '<' | '<=' | '>' | '>=' | '=';
  /** A version in RPM's writing, `2.17.2g`, `1.0.0~rc93`; `2.0.0~` is below every pre-release of 2.0.0. */
  readonly bound: string;
}

const longestRange = 256;

/**
 * Reads a range, or gives `undefined` for what is none: empty text or an empty alternative too, and a bound with an RPM
 * release, because ranges are about upstream versions and npm takes what follows the dash for a pre-release.
 *
 * The syntax is semver's. Bounds that semver has no grammar for (`>=3.3.380.0`, `<2.17.2g`) go with `<`, `<=`, `>`,
 * `>=` and `=` only; leading zeros (`~580.95.05`) go anywhere.
 */
export function parseRange(text: string): VersionRange | undefined {
  if (text.length > longestRange) return undefined;
  const alternatives = text.split('||').map(parseAlternative);
  return alternatives.every((alternative) => alternative !== undefined) ? { text, alternatives } : undefined;
}

/**
 * Whether the version is in the range.
 *
 * A bound speaks of all versions that it does not tell apart: `2.17.2g` satisfies `<=2.17.2`, `3.3.380.0` satisfies
 * `=3.3.380`; and a number that the version lacks is 0, so `550.118` satisfies `>=550.118.0`. A pre-release satisfies a
 * range when it orders within it and is not one of the version that the range ends before: `1.8.0-rc1` satisfies
 * `^1.7` and `<=1.8.0`, but not `<1.8.0`, `1.7.x` or `>=1.8.0`. (npm leaves out pre-releases almost always; a node that
 * runs one has its behaviour all the same.) Releases and epochs play no part.
 */
export function satisfies(version: Version, range: VersionRange): boolean {
  return range.alternatives.some((alternative) =>
    alternative.every((comparator) => holds(version, comparator)),
  );
}

/** Whether any version can be in the range: `>=2 <1` has none. */
export function isSatisfiable({ alternatives }: VersionRange): boolean {
  return alternatives.some((comparators) => {
    const lower = comparators.filter(({ operator }) => !operator.startsWith('<'));
    const upper = comparators.filter(({ operator }) => !operator.startsWith('>'));
    return lower.every((from) => upper.every((to) => meet(from, to)));
  });
}

/** The lowest version of the one side is in the other, or none is. */
function meet(from: Comparator, to: Comparator): boolean {
  if (from.operator === '>' && from.bound === to.bound) return false;
  return holds({ version: from.bound }, to);
}

/**
 * Orders a version against a bound of an advisory (OSV's `introduced` and `fixed`), by upstream version only. 0 also for
 * a version that the bound does not tell apart from itself: `2.17.2g` against `2.17.2`, `1.7.20` against `1.7`.
 */
export function compareUpstream(version: Version, bound: string): Order {
  return compareToBound(version.version, boundOf(bound) ?? parseVersion(bound)?.version ?? bound);
}

function parseAlternative(text: string): readonly Comparator[] | undefined {
  const [from = '', to, ...more] = text.split(' - ');
  if (more.length > 0) return undefined;
  // What semver makes of a hyphen range, also where an end has four numbers.
  const comparators = to === undefined ? wordsOf(from) : [...wordsOf(`>=${from}`), ...wordsOf(`<=${to}`)];
  const parsed = comparators.map(parseComparator);
  if (parsed.length === 0 || (to !== undefined && parsed.length !== 2)) return undefined;
  return parsed.every((some) => some !== undefined) ? parsed.flat() : undefined;
}

/** The words of an alternative, an operator with the version after it: `>= 1.7` is one. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let operator = '';
  for (const word of text.split(/\s+/)) {
    const isOperator = /^[<>=~^]+$/.test(word);
    if (!isOperator && word !== '') words.push(operator + word);
    if (word !== '') operator = isOperator ? operator + word : '';
  }
  return operator === '' ? words : [...words, operator];
}

function parseComparator(word: string): readonly Comparator[] | undefined {
  const [, operator = '', version] = /^(~>?|\^|[<>]=?|=?)v?([\w.*+~^-]+)$/.exec(word) ?? [];
  return version === undefined ? undefined : (desugar(operator, version) ?? literal(operator, version));
}

/** What semver makes of `^`, `~`, partial versions and `x`; `undefined` where its grammar ends. */
function desugar(operator: string, version: string): readonly Comparator[] | undefined {
  const [numbers = '', ...prerelease] = version.split('-');
  if (prerelease.length > 0 && boundOf(['0', ...prerelease].join('-')) === undefined) return undefined;
  const unpadded = numbers.split('.').map((number) => number.replace(/^0+(?=\d)/, ''));
  let comparators: Range['set'][number];
  try {
    comparators = new Range(operator + [unpadded.join('.'), ...prerelease].join('-')).set[0] ?? [];
  } catch {
    return undefined;
  }
  // An empty value is semver's "any version".
  const bounds = comparators
    .filter(({ value }) => value !== '')
    .map(({ operator, semver }) => literal(operator, semver.version));
  return bounds.every((bound) => bound !== undefined) ? bounds.flat() : undefined;
}

/** One comparator as it stands, where the operator has only one bound. */
function literal(operator: string, version: string): readonly Comparator[] | undefined {
  const bound = boundOf(version);
  if (bound === undefined) return undefined;
  if (operator === '' || operator === '=') return [{ operator: '=', bound }];
  const isBound = operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
  return isBound ? [{ operator, bound }] : undefined;
}

/** A version in RPM's writing. semver's `-0`, its lowest pre-release, is RPM's bare `~`. */
function boundOf(text: string): string | undefined {
  const lowest = text.endsWith('-0');
  const version = parseVersion(text.slice(text.startsWith('v') ? 1 : 0, lowest ? -2 : undefined));
  return version === undefined || version.release !== undefined
    ? undefined
    : version.version + (lowest ? '~' : '');
}

function holds(version: Pick<Version, 'version'>, { operator, bound }: Comparator): boolean {
  // A bound that names no pre-release keeps its own ones out too.
  if (operator === '<' && !bound.includes('~')) {
    return compareToBound(version.version.replace(/~.*$/, ''), bound) < 0;
  }
  const order = compareToBound(version.version, bound);
  return order === 0 ? operator.endsWith('=') : operator.startsWith(order < 0 ? '<' : '>');
}

/** The order, with 0 for all versions that the bound does not tell apart, and missing numbers taken for 0. */
function compareToBound(version: string, bound: string): Order {
  const [numbers, tail] = split(version);
  const [boundNumbers, boundTail] = split(bound);
  const length = Math.max(numbers.length, boundNumbers.length);
  const padded = pad(numbers, length);
  if (boundTail.length > 0)
    return compareSegments([...padded, ...tail], [...pad(boundNumbers, length), ...boundTail]);

  const order = compareSegments(padded.slice(0, boundNumbers.length), boundNumbers);
  const beyond = padded.slice(boundNumbers.length);
  const isPrereleaseOfBound = tail[0] === '~' && beyond.every((number) => /^0+$/.test(number));
  return order === 0 && isPrereleaseOfBound ? -1 : order;
}

/** The numbers at the start and what comes after them. */
function split(version: string): [numbers: readonly string[], tail: readonly string[]] {
  const numbers = leadingNumbers(version);
  return [numbers, segmentsOf(version).slice(numbers.length)];
}

function pad(numbers: readonly string[], length: number): readonly string[] {
  return [...numbers, ...Array<string>(length - numbers.length).fill('0')];
}
