import type { BehaviourChange, Severity } from '../shared/behaviour/behaviour-change.ts';
import { affects } from '../shared/behaviour/match.ts';
import { type Packages, packagesOfTrack } from '../shared/packages/packages.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import { compareTracks, type Track } from '../shared/parameters/track.ts';

/** A release with its packages. */
export interface End {
  readonly release: ReleaseTag;
  readonly packages: Packages;
}

/** A behaviour change that neither end has, and releases between them had. */
export interface Passing {
  readonly behaviourChange: string;
  readonly title: string;
  readonly severity: Severity;
  readonly releases: readonly ReleaseTag[];
  readonly tracks: readonly Track[];
}

/** What came and went between two releases: who moves straight from one to the other never meets it. */
export function cameAndWent(
  entries: readonly BehaviourChange[],
  tracks: readonly Track[],
  ends: readonly [End, End],
  between: readonly End[],
): readonly Passing[] {
  return entries.flatMap((entry): Passing[] => {
    const has = ({ packages, release }: End, track: Track) =>
      affects(entry, { track, release, packages: packagesOfTrack(packages, track) });
    const free = tracks.filter((track) => ends.every((end) => has(end, track) === 'no'));
    const met = between.flatMap((end) =>
      free.filter((track) => has(end, track) === 'yes').map((track) => ({ release: end.release, track })),
    );
    if (met.length === 0) return [];
    const { id, severity, title } = entry;
    return [
      {
        behaviourChange: id,
        title,
        severity,
        releases: [...new Set(met.map(({ release }) => release))].sort(),
        tracks: [...new Set(met.map(({ track }) => track))].sort(compareTracks),
      },
    ];
  });
}
