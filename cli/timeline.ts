import type { PackageName } from '../shared/packages/canonical.ts';
import type { Withdrawal } from '../shared/packages/facts.ts';
import { compareVersions } from '../shared/packages/version.ts';
import { type ReleaseTag, tagDate } from '../shared/parameters/release-tag.ts';
import { parseTrack, type Track } from '../shared/parameters/track.ts';
import {
  knownPackage,
  type Occurrence,
  occurrencesOf,
  type RecordedPackages,
  recordedPackages,
  tracksOf,
} from './recorded-packages.ts';
import { nearest, UsageError } from './usage-error.ts';

/** One release on the timeline of a package. */
export interface Moment {
  readonly release: ReleaseTag;
  readonly date: string;
  /** As the notes write it; `undefined` where the image does not have the package. */
  readonly version: string | undefined;
  readonly upstream: string | undefined;
  readonly withdrawn?: Withdrawal;
  /** Against the last release that AWS did not take back; `undefined` where nothing moved, and on the first one. */
  readonly change?: 'upgraded' | 'downgraded' | 'rebuilt' | 'added' | 'removed';
}

export interface Timeline {
  readonly package: PackageName;
  readonly track: Track;
  /** Oldest first; every release of the track that says something of the package. */
  readonly moments: readonly Moment[];
}

/** A package on a track, release by release. */
export function timeline(packageName: string, trackName: string): Timeline {
  const history = recordedPackages();
  const track = knownTrack(history, trackName);
  const name = knownPackage(history, packageName);
  const occurrences = occurrencesOf(history, name, track);
  if (occurrences.length === 0) {
    const others = new Set(history.flatMap(({ packages }) => [...(packages.get(track)?.keys() ?? [])]));
    throw new UsageError(
      `No release says anything of ${name} on ${track}. It has ${[...others].sort().join(', ')}.`,
    );
  }
  let last: Occurrence | undefined;
  const moments = occurrences.map((occurrence): Moment => {
    const { release, version, withdrawn } = occurrence;
    const change = last === undefined ? undefined : changeOf(last, occurrence);
    if (withdrawn === undefined) last = occurrence;
    return {
      release,
      date: tagDate(release),
      version: version?.text,
      upstream: version?.upstream,
      ...(withdrawn === undefined ? {} : { withdrawn }),
      ...(change === undefined ? {} : { change }),
    };
  });
  return { package: name, track, moments };
}

function changeOf({ version: before }: Occurrence, { version: after }: Occurrence): Moment['change'] {
  if (before === undefined || after === undefined) {
    if (before === after) return undefined;
    return before === undefined ? 'added' : 'removed';
  }
  const order = compareVersions(before, after);
  if (order === 0) return undefined;
  if (before.upstream === after.upstream) return 'rebuilt';
  return order < 0 ? 'upgraded' : 'downgraded';
}

function knownTrack(history: readonly RecordedPackages[], text: string): Track {
  const known = tracksOf(history);
  const track = parseTrack(text);
  if (track !== undefined && known.includes(track)) return track;
  throw new UsageError(`Unknown track ${JSON.stringify(text)}. Nearest: ${nearest(text, known).join(', ')}.`);
}
