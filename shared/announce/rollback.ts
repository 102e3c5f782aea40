import type { Track } from '../parameters/track.ts';
import { describeTracks } from '../report/describe-tracks.ts';
import { type Placement, type Returned, regionsIn, tracksIn } from '../report/returned.ts';

/** More Regions than these are counted in a headline. */
const namedRegions = 3;

/** The first line of a release that some parameters have left: on which tracks, where, and what not to do. */
export function rollbackHeadline({ left }: Returned, all: readonly Track[]): string {
  const tracks = tracksIn(left);
  const where = describeRegions(regionsIn(left));
  const what = tracks.length === all.length ? '' : ` on ${describeTracks(tracks, all)},`;
  return `Going back${what} in ${where}: do not roll these nodes to it`;
}

/** Where a release was left and where it is still out, a line each. */
export function describeReturned({ left, stillOn }: Returned, all: readonly Track[]): readonly string[] {
  return [
    `went back: ${describePlacements(left, all)}`,
    `still on it: ${stillOn.length === 0 ? 'nothing' : describePlacements(stillOn, all)}`,
  ];
}

function describePlacements(placements: readonly Placement[], all: readonly Track[]): string {
  return placements
    .map(({ regions, tracks }) => {
      const what = tracks.length === all.length ? 'all tracks' : describeTracks(tracks, all);
      return `${what} in ${regions.join(', ')}`;
    })
    .join('; ');
}

function describeRegions(regions: readonly string[]): string {
  return regions.length > namedRegions ? `${regions.length} Regions` : regions.join(', ');
}
