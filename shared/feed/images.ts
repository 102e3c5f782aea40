import type { Track } from '../parameters/track.ts';

/** An image of a release in a Region, as the feed shows it. */
export interface RegionImage {
  readonly track: Track;
  readonly imageId: string;
  readonly imageName: string;
  /** For managed node groups, `1.30.2-20240817`. */
  readonly releaseVersion: string;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

/** The images of one release, by Region. */
export type Images = ReadonlyMap<string, readonly RegionImage[]>;
