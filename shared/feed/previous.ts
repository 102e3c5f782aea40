import { type Packages, packagesOfTrack, type Reported } from '../packages/packages.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import type { ReportInput } from '../report/build-report.ts';
import type { ReleasePackages } from './occurrences.ts';

/** As the poll does: so many releases of a track are looked at, and so many good ones among them. */
const maxStepsBack = 10;
const maxGoodReleases = 3;

/** What a release is compared with, track by track. */
export interface Before {
  readonly previous: ReportInput['previous'];
  readonly withdrawnBetween: NonNullable<ReportInput['withdrawnBetween']>;
}

/**
 * What each track came from, when nobody saw it move: the last release of the track that AWS did not take back and whose
 * packages are known. A package of which that one says nothing comes from the good ones before it.
 *
 * @param earlier newest first.
 */
export function beforeOf(
  tracks: readonly Track[],
  packages: Packages,
  earlier: readonly ReleasePackages[],
): Before {
  const found = tracks.map((track) => {
    const wanted = [...packagesOfTrack(packages, track).keys()];
    return [track, lastGood(track, wanted, earlier)] as const;
  });
  return {
    previous: new Map(
      found.flatMap(([track, { previous }]) => (previous === undefined ? [] : [[track, previous]])),
    ),
    withdrawnBetween: new Map(found.map(([track, { withdrawn }]) => [track, withdrawn])),
  };
}

function lastGood(track: Track, wanted: readonly string[], earlier: readonly ReleasePackages[]) {
  const known = new Map<string, Reported>();
  const withdrawn: ReleaseTag[] = [];
  let nearest: ReleaseTag | undefined;
  let steps = 0;
  let good = 0;
  for (const candidate of earlier) {
    const said = candidate.packages().get(track);
    if (said === undefined) continue;
    steps += 1;
    const stands = candidate.withdrawn() === undefined;
    if (!stands && nearest === undefined) withdrawn.unshift(candidate.release);
    if (said.size > 0 && stands) {
      nearest ??= candidate.release;
      good += 1;
      for (const [name, reported] of said) if (!known.has(name)) known.set(name, reported);
      if (wanted.every((name) => known.has(name))) break;
    }
    if (steps === maxStepsBack || good === maxGoodReleases) break;
  }
  const previous = nearest && { release: nearest, packages: new Map([[track, known]]) };
  return { previous, withdrawn };
}

/** Which of these releases, that AWS took back, each track had: a move over them skips what was bad. */
export function withdrawnOn(
  tracks: readonly Track[],
  takenBack: readonly Pick<ReleasePackages, 'packages' | 'release'>[],
): Before['withdrawnBetween'] {
  return new Map(
    tracks.map((track) => [
      track,
      takenBack.filter(({ packages }) => packages().has(track)).map(({ release }) => release),
    ]),
  );
}
