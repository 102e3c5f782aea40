import type { Track } from '../parameters/track.ts';

/** Tracks, and the Regions in which the same is true of just these. */
export interface Placement {
  readonly regions: readonly string[];
  readonly tracks: readonly Track[];
}

/** Where parameters went back from the release to an older one. */
export interface Returned {
  /** When the first of them did, ISO 8601. */
  readonly since: string;
  readonly left: readonly Placement[];
  /** Where parameters point to the release all the same. */
  readonly stillOn: readonly Placement[];
}

/** All tracks of some placements, each once. */
export function tracksIn(placements: readonly Placement[]): readonly Track[] {
  return [...new Set(placements.flatMap(({ tracks }) => tracks))];
}

/** All Regions of some placements, each once. */
export function regionsIn(placements: readonly Placement[]): readonly string[] {
  return [...new Set(placements.flatMap(({ regions }) => regions))].sort();
}
