import { type Packages, packagesOfTrack, type Reported } from '../packages/packages.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import type { ReportInput } from '../report/build-report.ts';
import type { ReleasePackages } from './occurrences.ts';

/** As the poll does: so many releases of a track are looked at, and so many good ones among them. */
const maxStepsBack = 10;
const maxGoodReleases = 3;

/**
 * What each track came from, when nobody saw it move: the last release of the track that AWS did not take back and whose
 * packages are known. A package of which that one says nothing comes from the good ones before it.
 *
 * @param earlier newest first.
 */
export function previousOf(
  tracks: readonly Track[],
  packages: Packages,
  earlier: readonly ReleasePackages[],
): ReportInput['previous'] {
  return new Map(
    tracks.flatMap((track) => {
      const wanted = [...packagesOfTrack(packages, track).keys()];
      const previous = lastGood(track, wanted, earlier);
      return previous === undefined ? [] : [[track, previous] as const];
    }),
  );
}

function lastGood(track: Track, wanted: readonly string[], earlier: readonly ReleasePackages[]) {
  const known = new Map<string, Reported>();
  let nearest: ReleaseTag | undefined;
  let steps = 0;
  let good = 0;
  for (const candidate of earlier) {
    const said = candidate.packages().get(track);
    if (said === undefined) continue;
    steps += 1;
    if (said.size > 0 && candidate.withdrawn() === undefined) {
      nearest ??= candidate.release;
      good += 1;
      for (const [name, reported] of said) if (!known.has(name)) known.set(name, reported);
      if (wanted.every((name) => known.has(name))) break;
    }
    if (steps === maxStepsBack || good === maxGoodReleases) break;
  }
  return nearest && { release: nearest, packages: new Map([[track, known]]) };
}
