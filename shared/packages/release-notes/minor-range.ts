import { compareMinors, isMinor, type Minor } from '../../parameters/track.ts';

const between = /^(\S+?) ?(?:-|–|to) ?(\S+)$/;

/**
 * The Kubernetes minors that the notes speak of in words: `1.23 and below`, `1.24 and above`, `1.25+`, `1.33 – 1.35`,
 * `1.36`; or `undefined` for other words.
 */
export function parseMinorRange(text: string): ((minor: Minor) => boolean) | undefined {
  const [, bound = '', direction] =
    /^(\S+?)(\+| and above| and later| and below| and earlier)?$/.exec(text) ?? [];
  if (isMinor(bound)) {
    if (direction === undefined) return (minor) => minor === bound;
    const below = direction === ' and below' || direction === ' and earlier';
    return (minor) => (below ? compareMinors(minor, bound) <= 0 : compareMinors(minor, bound) >= 0);
  }
  const [, first = '', last = ''] = between.exec(text) ?? [];
  if (!isMinor(first) || !isMinor(last)) return undefined;
  return (minor) => compareMinors(minor, first) >= 0 && compareMinors(minor, last) <= 0;
}
