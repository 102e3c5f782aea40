import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import { formatTrackSet } from '../parameters/track-set.ts';
import type { RegionRollout } from './report.ts';

interface Sight {
  readonly track: Track;
  readonly firstSeenAt: string;
  /** In which round of the release its parameter left it for an older image. */
  readonly left?: { readonly round: number };
}

/** Images of the release in a Region, by track. */
export interface RegionSights {
  readonly region: string;
  readonly images: Readonly<Record<Track, Sight>>;
}

/** By Region, what its parameters point to. */
export type RegionHeads = ReadonlyMap<string, Readonly<Record<Track, { readonly release: ReleaseTag }>>>;

/** An image that was left in an earlier round, and has not come again with this one. */
export function leftBefore({ left }: Pick<Sight, 'left'>, round: number): boolean {
  return left !== undefined && left.round < round;
}

/**
 * Which Regions and tracks the release came to in its present round, since when, and which are still to come: of the report's tracks, those that the
 * Region has an older image of. A Region with a newer one has passed the release by. Regions without any of these tracks stay
 * out of it; one that could not be read shows what it had.
 */
export function rolloutOf(
  release: ReleaseTag,
  tracks: readonly Track[],
  sights: readonly RegionSights[],
  heads: RegionHeads,
  round = 1,
): readonly RegionRollout[] {
  const imagesIn = new Map(
    sights.map(({ region, images }) => [
      region,
      Object.values(images).filter((image) => !leftBefore(image, round)),
    ]),
  );
  return [...new Set([...imagesIn.keys(), ...heads.keys()])].toSorted().flatMap((region): RegionRollout[] => {
    const images = imagesIn.get(region) ?? [];
    const seen = new Set(images.map(({ track }) => track));
    const missing = tracks.filter((track) => {
      const head = heads.get(region)?.[track]?.release;
      return head !== undefined && head < release && !seen.has(track);
    });
    if (seen.size + missing.length === 0) return [];
    const [since] = images.map(({ firstSeenAt }) => firstSeenAt).sort();
    return [
      {
        region,
        ...(since === undefined ? {} : { since }),
        tracks: formatTrackSet(seen),
        missing: formatTrackSet(missing),
      },
    ];
  });
}
