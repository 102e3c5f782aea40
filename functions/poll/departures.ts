import type { RegionImages, ReleaseRecord, RolledBack } from '../../shared/aws/records.ts';
import { compareTracks, type Track } from '../../shared/parameters/track.ts';
import { type Placement, type Returned, tracksIn } from '../../shared/report/returned.ts';
import { leftBefore } from '../../shared/report/rollout.ts';
import type { PollContext } from './context.ts';
import type { Heads } from './look.ts';

/** More tracks that go back within an hour of the last announcement wait for each other: thirty Regions are not thirty messages. */
const spacingMs = 3_600_000;

/** Where a release was left for an older one. */
export interface Departures {
  /** `undefined` while no parameter has left it. */
  readonly returned: Returned | undefined;
  /** Every image of it was left, in every Region that had it. */
  readonly everywhere: boolean;
}

interface Placed {
  readonly region: string;
  readonly track: Track;
  readonly since: string | undefined;
  readonly has: boolean;
}

/**
 * Who has left the release in its present round. Only what is watched counts: a track or a Region that nobody looks at any
 * more would hold a withdrawal back for ever. A Region that could not be read keeps what it had.
 */
export function departuresOf(
  { regions, tracks }: Pick<PollContext, 'regions' | 'tracks'>,
  { detectedAt, release, round = 1 }: ReleaseRecord,
  images: readonly RegionImages[],
  heads: ReadonlyMap<string, Heads>,
): Departures {
  const watched = new Set(tracks);
  const placed = images
    .filter(({ region }) => regions.includes(region))
    .flatMap(({ region, images }) => Object.values(images).map((image) => ({ region, image })))
    .filter(({ image }) => watched.has(image.track) && !leftBefore(image, round))
    .map(({ region, image }): Placed => {
      const head = heads.get(region)?.[image.track]?.release;
      const older = head !== undefined && head < release;
      return {
        region,
        track: image.track,
        since: image.left?.at ?? (older ? detectedAt : undefined),
        has: head === undefined ? image.left === undefined : head === release,
      };
    });
  const left = placed.filter(({ since }) => since !== undefined);
  const [since] = left.flatMap((place) => place.since ?? []).sort();
  if (since === undefined) return { returned: undefined, everywhere: false };
  const stillOn = placementsOf(placed.filter(({ has }) => has));
  return {
    returned: { since, left: placementsOf(left), stillOn },
    everywhere: left.length === placed.length,
  };
}

/** Regions that say the same of the same tracks are one placement. */
function placementsOf(placed: readonly Placed[]): readonly Placement[] {
  const byRegion = [...Map.groupBy(placed, ({ region }) => region)].map(([region, list]) => ({
    region,
    tracks: list.map(({ track }) => track).sort(compareTracks),
  }));
  return [...Map.groupBy(byRegion, ({ tracks }) => tracks.join()).values()].map((group) => ({
    regions: group.map(({ region }) => region).sort(),
    tracks: group[0]?.tracks ?? [],
  }));
}

/** What is to be told of tracks that went back. */
export interface RollbackNews {
  /** Tracks that went back and were told, without those that have come again; `undefined` when there never were any. */
  readonly told: RolledBack | undefined;
  /** Others have gone back, and it is time to say so. */
  readonly due: boolean;
  /** When it will be time, if it is not yet. */
  readonly dueAt: Date | undefined;
}

/** Compares what went back with what was told of it. */
export function rollbackNews(
  { rolledBack }: ReleaseRecord,
  { returned, everywhere }: Departures,
  now: Date,
): RollbackNews {
  const left = new Set(tracksIn(returned?.left ?? []));
  const told = rolledBack && { ...rolledBack, tracks: rolledBack.tracks.filter((track) => left.has(track)) };
  const untold = [...left].filter((track) => told?.tracks.includes(track) !== true);
  if (untold.length === 0 || everywhere) return { told, due: false, dueAt: undefined };
  const dueAt = told === undefined ? now : new Date(Date.parse(told.at) + spacingMs);
  return dueAt > now ? { told, due: false, dueAt } : { told, due: true, dueAt: undefined };
}
