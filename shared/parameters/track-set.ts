import { type AmiType, amiTypes, compareMinors, isAmiType, type Minor, type Track } from './track.ts';

/** A track, or the whole of a Kubernetes minor (`*` at 1.27) where a source does not tell AMI types apart. */
export type ColumnTrack = `${AmiType | '*'}/${Minor}`;

/** More tracks than any release has; what is longer is not ours to read. */
const trackLimit = 10_000;

/**
 * A set of tracks as one line of text, `AL2_x86_64,AL2_ARM_64/1.23-1.30,1.32; AL2_x86_64_GPU/1.30`: rectangles of AMI
 * types and Kubernetes minors. The same set gives the same text, and no text for the empty set.
 */
export function formatTrackSet(tracks: Iterable<ColumnTrack>): string {
  const pairs = [...new Set(tracks)].map(splitColumnTrack).sort(comparePairs);
  const byMinors = rectangles(pairs, 'amiType', 'kubernetes').map(([types, minors]) =>
    rectangle(types, minors),
  );
  const byTypes = rectangles(pairs, 'kubernetes', 'amiType').map(([minors, types]) =>
    rectangle(types, minors),
  );
  const [rows, columns] = [byMinors.join('; '), byTypes.join('; ')];
  return columns.length < rows.length ? columns : rows;
}

/** The tracks of a text that `formatTrackSet` gives, or `undefined` when it has another shape or names a `*` column. */
export function parseTrackSet(text: string): readonly Track[] | undefined {
  const tracks = parseColumnTrackSet(text);
  return tracks?.every(isTrack) === true ? tracks : undefined;
}

/** As `parseTrackSet`, with the `*` column allowed. */
export function parseColumnTrackSet(text: string): readonly ColumnTrack[] | undefined {
  const tracks = new Set<ColumnTrack>();
  for (const part of text === '' ? [] : text.split('; ')) {
    const [types, ranges, ...rest] = part.split('/');
    const minors = parseMinors(ranges ?? '');
    if (types === undefined || minors === undefined || rest.length > 0) return undefined;
    for (const amiType of types.split(',')) {
      if (amiType !== '*' && !isAmiType(amiType)) return undefined;
      for (const minor of minors) tracks.add(`${amiType}/${minor}`);
      if (tracks.size > trackLimit) return undefined;
    }
  }
  return [...tracks].sort((a, b) => comparePairs(splitColumnTrack(a), splitColumnTrack(b)));
}

/** The two parts of a column and minor. */
export function splitColumnTrack(track: ColumnTrack): { amiType: AmiType | '*'; kubernetes: Minor } {
  const slash = track.indexOf('/');
  return { amiType: track.slice(0, slash) as AmiType | '*', kubernetes: track.slice(slash + 1) as Minor };
}

type Pair = ReturnType<typeof splitColumnTrack>;

function isTrack(track: ColumnTrack): track is Track {
  return !track.startsWith('*');
}

/** `*` comes before every AMI type. */
function comparePairs(a: Pair, b: Pair): number {
  const place = ({ amiType }: Pair) => amiTypes.indexOf(amiType as AmiType);
  return place(a) - place(b) || compareMinors(a.kubernetes, b.kubernetes);
}

/** Puts together the `side` values that have the same `other` values: an exact cover, small if not always the least. */
function rectangles(pairs: readonly Pair[], side: keyof Pair, other: keyof Pair): [string[], string[]][] {
  const rows = Map.groupBy(pairs, (pair) => pair[side]);
  const together = Map.groupBy(rows, ([, row]) => row.map((pair) => pair[other]).join());
  return [...together].map(([others, alike]) => [alike.map(([value]) => value), others.split(',')]);
}

function rectangle(amiTypes: readonly string[], minors: readonly string[]): string {
  return `${amiTypes.join()}/${formatMinors(minors)}`;
}

/** Ascending minors with runs closed up: `1.23-1.30,1.32`. */
function formatMinors(minors: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const minor of minors) {
    const run = runs.at(-1);
    if (run !== undefined && following(run.last) === minor) run.last = minor;
    else runs.push({ first: minor, last: minor });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join();
}

function following(minor: string): string {
  const [major, number] = minor.split('.');
  return `${major}.${Number(number) + 1}`;
}

const rangeShape = /^([1-9]\d?)\.(0|[1-9]\d{0,2})(?:-\1\.([1-9]\d{0,2}))?$/;

function parseMinors(text: string): readonly Minor[] | undefined {
  const minors: Minor[] = [];
  for (const range of text.split(',')) {
    const [matched, major, first, last = first] = rangeShape.exec(range) ?? [];
    if (matched === undefined || minors.length > trackLimit) return undefined;
    for (let number = Number(first); number <= Number(last); number += 1) {
      minors.push(`${Number(major)}.${number}`);
    }
  }
  return minors;
}
