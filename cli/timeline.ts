import { type Moment, momentsOf } from '../shared/feed/moments.ts';
import { occurrencesOf, type ReleasePackages } from '../shared/feed/occurrences.ts';
import type { PackageName } from '../shared/packages/canonical.ts';
import { parseTrack, type Track } from '../shared/parameters/track.ts';
import { nearest } from '../shared/problem.ts';
import { knownPackage, recordedPackages, tracksOf } from './recorded-packages.ts';
import { UsageError } from './usage-error.ts';

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
    const others = new Set(history.flatMap(({ packages }) => [...(packages().get(track)?.keys() ?? [])]));
    throw new UsageError(
      `No release says anything of ${name} on ${track}. It has ${[...others].sort().join(', ')}.`,
    );
  }
  return { package: name, track, moments: momentsOf(occurrences) };
}

function knownTrack(history: readonly ReleasePackages[], text: string): Track {
  const known = tracksOf(history);
  const track = parseTrack(text);
  if (track !== undefined && known.includes(track)) return track;
  throw new UsageError(`Unknown track ${JSON.stringify(text)}. Nearest: ${nearest(text, known).join(', ')}.`);
}
