import { compareMinors, isMinor, type Minor } from './track.ts';

interface Comparator {
  readonly operator: string;
  readonly minor: Minor;
}

const holds: Readonly<Record<string, (order: number) => boolean>> = {
  '>=': (order) => order >= 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '<': (order) => order < 0,
  '=': (order) => order === 0,
};

/** Kubernetes adds three minors a year: these last beyond 2060. A range that none of them is in, is a slip. */
const conceivable = Array.from({ length: 150 }, (_, minor): Minor => `1.${minor}`);

/** Whether the text is a range of Kubernetes minors, `>=1.30` or `>=1.30 <1.34` or `=1.29`, that some minor is in. */
export function isKubernetesRange(text: string): boolean {
  const range = parse(text);
  return range !== undefined && conceivable.some((minor) => satisfiesAll(minor, range));
}

/** Whether the minor is in the range; nothing is in a text that is no range. */
export function inKubernetesRange(minor: Minor, range: string): boolean {
  const comparators = parse(range);
  return comparators !== undefined && satisfiesAll(minor, comparators);
}

function satisfiesAll(minor: Minor, range: readonly Comparator[]): boolean {
  return range.every(({ operator, minor: bound }) => holds[operator]?.(compareMinors(minor, bound)) ?? false);
}

function parse(text: string): readonly Comparator[] | undefined {
  const comparators = text.split(' ').map((word): Comparator | undefined => {
    const [, operator = '', minor = ''] = /^(>=|<=|>|<|=)(\d+\.\d+)$/.exec(word) ?? [];
    return isMinor(minor) ? { operator, minor } : undefined;
  });
  return comparators.every((comparator) => comparator !== undefined) ? comparators : undefined;
}
