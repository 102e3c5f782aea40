import type { PackageName } from '../packages/canonical.ts';
import type { Withdrawal } from '../packages/facts.ts';
import { type Packages, packagesOfTrack } from '../packages/packages.ts';
import { compareText } from '../packages/reading.ts';
import type { Version } from '../packages/version.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { compareTracks, type Track } from '../parameters/track.ts';

/** How AWS took a release back: in its notes, or its parameters went back to an older one and nothing else is known. */
export type WithdrawnHow = Withdrawal | 'withdrawn';

/** A release with its packages, track by track. */
export interface ReleasePackages {
  readonly release: ReleaseTag;
  /** `undefined` for a release that stands. */
  readonly withdrawn: () => WithdrawnHow | undefined;
  /** Empty where they are not known. */
  readonly packages: () => Packages;
}

/** What a release had of a package on a track. */
export interface Occurrence {
  readonly release: ReleaseTag;
  readonly withdrawn?: WithdrawnHow;
  /** `undefined` where the image does not have the package. */
  readonly version: Version | undefined;
}

/** The package on the track in the order of the releases; those that say nothing of it are left out. */
export function occurrencesOf(
  releases: readonly ReleasePackages[],
  name: PackageName,
  track: Track,
): readonly Occurrence[] {
  return releases.flatMap(({ packages, release, withdrawn }) => {
    const reported = packagesOfTrack(packages(), track).get(name);
    if (reported === undefined) return [];
    const how = withdrawn();
    return [{ release, ...(how === undefined ? {} : { withdrawn: how }), version: reported.version }];
  });
}

/** Every track of which some release says something of the package. */
export function tracksWith(releases: readonly ReleasePackages[], name: PackageName): readonly Track[] {
  const tracks = releases.flatMap(({ packages }) =>
    [...packages()].flatMap(([track, known]) => (known.has(name) ? [track] : [])),
  );
  return [...new Set(tracks)].sort(compareTracks);
}

/** Every package that some release has, by canonical name. */
export function packagesIn({
  releases,
}: {
  readonly releases: readonly ReleasePackages[];
}): readonly PackageName[] {
  const names = releases.flatMap(({ packages }) =>
    [...packages().values()].flatMap((track) => [...track.keys()]),
  );
  return [...new Set(names)].sort(compareText);
}
