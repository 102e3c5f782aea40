import { recordedReleases } from '../shared/history/recorded-releases.ts';
import type { PackageName } from '../shared/packages/canonical.ts';
import { canonicalName } from '../shared/packages/canonical.ts';
import type { Withdrawal } from '../shared/packages/facts.ts';
import { type Packages, packagesOf, packagesOfTrack } from '../shared/packages/packages.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';
import type { Version } from '../shared/packages/version.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import { compareTracks, type Track } from '../shared/parameters/track.ts';
import { nearest, UsageError } from './usage-error.ts';

/** A recorded release with its packages, track by track. */
export interface RecordedPackages {
  readonly release: ReleaseTag;
  readonly withdrawn?: Withdrawal;
  readonly packages: Packages;
}

/** Every recorded release, oldest first. */
export function recordedPackages(): readonly RecordedPackages[] {
  return recordedReleases.map((record) => {
    const { withdrawn } = record;
    const { packages } = packagesOf(readRecord(record).facts, 'recorded-history');
    return { release: record.release, ...(withdrawn === undefined ? {} : { withdrawn }), packages };
  });
}

/** What a release had of a package on a track. */
export interface Occurrence {
  readonly release: ReleaseTag;
  readonly withdrawn?: Withdrawal;
  /** As the notes name it. */
  readonly name: string;
  /** `undefined` where the image does not have the package. */
  readonly version: Version | undefined;
}

/** The package on the track, oldest release first; releases that say nothing of it are left out. */
export function occurrencesOf(
  history: readonly RecordedPackages[],
  name: PackageName,
  track: Track,
): readonly Occurrence[] {
  return history.flatMap(({ packages, release, withdrawn }) => {
    const reported = packagesOfTrack(packages, track).get(name);
    return reported === undefined
      ? []
      : [{ release, ...(withdrawn === undefined ? {} : { withdrawn }), ...reported }];
  });
}

/** Every track of the history, in the order in which people list them. */
export function tracksOf(history: readonly RecordedPackages[]): readonly Track[] {
  return [...new Set(history.flatMap(({ packages }) => [...packages.keys()]))].sort(compareTracks);
}

/** The package under its canonical name; `dockerd` and `kernel6.12` are known too. */
export function knownPackage(history: readonly RecordedPackages[], text: string): PackageName {
  const known = [
    ...new Set(
      history.flatMap(({ packages }) => [...packages.values()].flatMap((track) => [...track.keys()])),
    ),
  ].sort();
  const name = canonicalName(text);
  if (known.includes(name)) return name;
  const near = nearest(text, known).join(', ');
  throw new UsageError(
    `Unknown package ${JSON.stringify(text)}. Nearest: ${near}. All: ${known.join(', ')}.`,
  );
}
