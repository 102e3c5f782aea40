export type Order = -1 | 0 | 1;

/**
 * The parts of a version that RPM orders by: runs of ASCII digits, runs of ASCII letters, `~` and `^`. Everything else
 * only separates them. One pass over the text.
 */
export function segmentsOf(text: string): readonly string[] {
  return text.match(/[~^]|[0-9]+|[A-Za-z]+/g) ?? [];
}

/** The numbers that a version starts with: `2`, `17` and `2` of `2.17.2g`. */
export function leadingNumbers(text: string): readonly string[] {
  const segments = segmentsOf(text);
  const end = segments.findIndex((segment) => rankOf(segment) !== numberRank);
  return end === -1 ? segments : segments.slice(0, end);
}

/**
 * Orders two versions, or two releases, exactly as RPM 4.18 and later order them: segment by segment, numbers by value
 * and above letters, `~` below the end (a pre-release), `^` just above it (a snapshot after the version). Any strings.
 */
export function rpmvercmp(a: string, b: string): Order {
  return compareSegments(segmentsOf(a), segmentsOf(b));
}

/** `rpmvercmp` on what `segmentsOf` gives. */
export function compareSegments(a: readonly string[], b: readonly string[]): Order {
  // One step past the shorter one decides, because an end is never equal to a segment.
  const last = Math.min(a.length, b.length);
  for (let index = 0; index <= last; index += 1) {
    const order = compareSegment(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSegment(a: string | undefined, b: string | undefined): Order {
  const rank = rankOf(a);
  if (rank !== rankOf(b)) return rank < rankOf(b) ? -1 : 1;
  if (a === undefined || b === undefined) return 0;
  return rank === numberRank ? compareNumbers(a, b) : compareText(a, b);
}

const numberRank = 4;

/** `~` < end < `^` < letters < digits */
function rankOf(segment: string | undefined): number {
  if (segment === '~') return 0;
  if (segment === undefined) return 1;
  if (segment === '^') return 2;
  return segment < ':' ? numberRank : 3;
}

/** By length and then as text: a number in a version can be longer than a JavaScript number is exact. */
function compareNumbers(a: string, b: string): Order {
  const numberA = a.replace(/^0+/, '');
  const numberB = b.replace(/^0+/, '');
  if (numberA.length !== numberB.length) return numberA.length < numberB.length ? -1 : 1;
  return compareText(numberA, numberB);
}

function compareText(a: string, b: string): Order {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
