import type { Track } from '../parameters/track.ts';
import type { RegionRollout, Report } from '../report/report.ts';

/** The tracks that a Region has of a release. */
export function arrivedIn({ tracks }: RegionRollout): readonly Track[] {
  return tracks;
}

/** Whether an image of the track was seen in the Region. */
export function hasArrived({ rollout }: Report, region: string, track: Track): boolean {
  const found = rollout.find((each) => each.region === region);
  return found !== undefined && arrivedIn(found).includes(track);
}
