import type { Change } from '../changes/change.ts';
import type { PackageName } from '../packages/canonical.ts';
import { packagesOfTrack, type TrackPackages } from '../packages/packages.ts';
import type { SourceId } from '../packages/source.ts';
import { compareVersions } from '../packages/version.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import { type Aligned, align, type Found } from './found-version.ts';
import type { ReleasePackages, WithdrawnHow } from './occurrences.ts';
import type { VerifiedGroup } from './verification.ts';

/** What a release has on one track, and who says so. */
export interface Claim {
  readonly release: ReleaseTag;
  readonly track: Track;
  readonly packages: TrackPackages;
  readonly source: SourceId;
  readonly withdrawn: WithdrawnHow | undefined;
}

/** A package of the claim, with what was found of it; `aligned` is `undefined` where one side has no version. */
export type Compared = Found & { readonly aligned: Aligned | undefined };

/** One line of drift, with the releases of the track that are known to have what was found. */
export function driftOf(
  change: Change,
  found: Compared,
  { packages, track }: Claim,
  history: readonly ReleasePackages[],
): VerifiedGroup['drift'][number] {
  const having = history.filter((release) => has(release, track, change.package, found));
  return {
    package: change.package,
    installedAs: found.installed.name,
    kind: kindOf(change),
    level: change.level ?? null,
    expected: packages.get(change.package)?.version?.text ?? null,
    found: found.version?.text ?? null,
    comparedBy: found.aligned?.comparedBy ?? 'build',
    firstIn: having[0]?.release ?? null,
    lastIn: having.at(-1)?.release ?? null,
  };
}

/** Releases of the track that have every version that was found, newest first. */
export function fitting(
  compared: ReadonlyMap<PackageName, Compared>,
  { track }: Claim,
  history: readonly ReleasePackages[],
): readonly ReleaseTag[] {
  return history
    .filter((release) => [...compared].every(([name, found]) => has(release, track, name, found)))
    .map(({ release }) => release)
    .reverse();
}

/** Whether a release is known to have what was found, as far as both say it. */
function has({ packages }: ReleasePackages, track: Track, name: PackageName, found: Compared): boolean {
  const reported = packagesOfTrack(packages(), track).get(name);
  if (reported === undefined) return false;
  const { installed, version } = found;
  if (reported.version === undefined || version === undefined) return reported.version === version;
  const aligned = align(name, reported, reported.version, version, installed.name);
  return compareVersions(aligned.expected, aligned.found) === 0;
}

/** Both sides speak of the package, so that a version without another one was added or removed. */
function kindOf({ kind }: Change): VerifiedGroup['drift'][number]['kind'] {
  if (kind === 'now-reported') return 'added';
  return kind === 'no-longer-reported' ? 'removed' : kind;
}
