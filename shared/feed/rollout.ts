import type { Track } from '../parameters/track.ts';
import { parseTrackSet } from '../parameters/track-set.ts';
import type { RegionRollout, Report } from '../report/report.ts';

/** What became of a release's tracks in one Region. */
export interface RegionTracks {
  readonly region: string;
  /** Instant of the first sight there, ISO 8601; `undefined` while no track came. */
  readonly since: string | undefined;
  /** Those that have the release. */
  readonly arrived: readonly Track[];
  /** Those that still have an older image. */
  readonly missing: readonly Track[];
  /** Those that had the release and left it for an older image: nodes there are not to roll to it. */
  readonly wentBack: readonly Track[];
}

/** Where a release is, Region by Region; empty of a release that nobody saw come. */
export function regionsOf(report: Report): readonly RegionTracks[] {
  return report.rollout.map((each) => regionOf(report, each));
}

function regionOf({ returned }: Report, { missing, region, since, tracks }: RegionRollout): RegionTracks {
  const left = new Set(
    returned?.left.flatMap((place) => (place.regions.includes(region) ? place.tracks : [])),
  );
  const seen = parseTrackSet(tracks) ?? [];
  return {
    region,
    since,
    arrived: seen.filter((track) => !left.has(track)),
    missing: parseTrackSet(missing) ?? [],
    wentBack: seen.filter((track) => left.has(track)),
  };
}

/** The Regions in which a track is in each state. */
export interface Whereabouts {
  readonly has: readonly string[];
  readonly wentBack: readonly string[];
  readonly lacks: readonly string[];
}

/** Where a track of a release is: in all Regions, or in the one that is asked for. */
export function whereaboutsOf(report: Report, track: Track, region: string | undefined): Whereabouts {
  const regions = report.rollout
    .filter((each) => region === undefined || each.region === region)
    .map((each) => regionOf(report, each));
  const names = (tracksOf: (each: RegionTracks) => readonly Track[]) =>
    regions.filter((each) => tracksOf(each).includes(track)).map((each) => each.region);
  return {
    has: names(({ arrived }) => arrived),
    wentBack: names(({ wentBack }) => wentBack),
    lacks: names(({ missing }) => missing),
  };
}
