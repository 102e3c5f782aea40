import type { Track } from '../parameters/track.ts';
import { parseTrackSet } from '../parameters/track-set.ts';
import type { RegionRollout, Report } from '../report/report.ts';

/** The tracks that a Region has of a release. */
export function arrivedIn({ tracks }: RegionRollout): readonly Track[] {
  return parseTrackSet(tracks) ?? [];
}

/** The tracks of a release that a Region still has an older image of. */
export function missingIn({ missing }: RegionRollout): readonly Track[] {
  return parseTrackSet(missing) ?? [];
}

/** Whether an image of the track was seen in the Region. */
export function hasArrived({ rollout }: Report, region: string, track: Track): boolean {
  const found = rollout.find((each) => each.region === region);
  return found !== undefined && arrivedIn(found).includes(track);
}
