import { type ReleaseTag, tagDate } from './release-tag.ts';
import { compareMinors, type Minor, minorOf, type Track } from './track.ts';

/** The minors of these tracks, ascending. */
export function minorsOf(tracks: Iterable<Track>): readonly Minor[] {
  return [...new Set([...tracks].map(minorOf))].sort(compareMinors);
}

/** The minors that come after the newest of these; none after none. */
export function nextMinors(known: readonly Minor[], ahead: number): readonly Minor[] {
  const newest = known.toSorted(compareMinors).at(-1);
  if (newest === undefined) return [];
  const [major = 1, minor = 0] = newest.split('.').map(Number);
  return Array.from({ length: ahead }, (_, index): Minor => `${major}.${minor + index + 1}`);
}

/** AWS pauses for weeks at most, and releases every two or three: so long without one is the end of a minor. */
const endedAfterDays = 120;
/** Releases that others got meanwhile; fewer can be one that rolls out from the newest minor down. */
const releasesMeanwhile = 3;

/**
 * The minors that AWS has stopped releasing for: their newest image is 120 days older than the newest release, and the three
 * newest releases passed them by. It goes by the dates in tags alone, compared with each other.
 *
 * @param heads what the parameters point to, in any Region.
 * @param releases the newest releases of all, in any order; with fewer than three nothing has ended.
 */
export function endedMinors(
  heads: Iterable<{ readonly track: Track; readonly release: ReleaseTag }>,
  releases: readonly ReleaseTag[],
): readonly Minor[] {
  const newest = releases.toSorted().slice(-releasesMeanwhile);
  const [first] = newest;
  const last = newest.at(-1);
  if (first === undefined || last === undefined || newest.length < releasesMeanwhile) return [];
  const byMinor = Map.groupBy(heads, ({ track }) => minorOf(track));
  return [...byMinor]
    .filter(([, list]) =>
      list.every(({ release }) => release < first && daysBetween(release, last) >= endedAfterDays),
    )
    .map(([minor]) => minor)
    .sort(compareMinors);
}

function daysBetween(earlier: ReleaseTag, later: ReleaseTag): number {
  return (Date.parse(tagDate(later)) - Date.parse(tagDate(earlier))) / 86_400_000;
}
