import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Minor } from '../parameters/track.ts';
import { getItem, putItem, querySortKeys, type Revised, type Table } from './table.ts';

/** A walk through the trees of some minors, as far as it has come. */
export interface Walk {
  /** Still to be walked; the first one is under way. */
  readonly minors: readonly Minor[];
  /** What the next page of the first one is asked with; `undefined` at its beginning. */
  readonly token?: string;
  /** Pages of the first one so far, and how often it was begun again. */
  readonly pages: number;
  readonly restarts: number;
}

/** Tracks that people are owed word of. Sets of tracks are kept as `formatTrackSet` writes them. */
export interface News {
  readonly release: ReleaseTag;
  readonly tracks: string;
  /** Which news of this release it is: 1, 2, … */
  readonly round: number;
}

/** What is known of the tracks that there are. */
export interface Discovered {
  /** The tracks that some Region has, as a set. */
  readonly tracks: string;
  /** Regions whose tracks are counted in: what is new in one of these is news. */
  readonly regions: readonly string[];
  /** Minors that AWS has stopped releasing for. */
  readonly ended: readonly Minor[];
  /** When all names were asked for last, ISO 8601. */
  readonly roundAt: string;
  readonly walk?: Walk;
  /** Variants without an AMI type that were told. */
  readonly variants: readonly string[];
  readonly news: readonly News[];
  /** By release, how many news there were; the newest releases only. */
  readonly told: Readonly<Record<ReleaseTag, number>>;
}

/** What a poll has to know of what it watches, beside the Regions' heads. One item, so that it costs one read. */
export interface WatchState {
  readonly discovered?: Discovered;
  /** By Region, the tracks whose pinned parameters were read, as a set. */
  readonly backfilled: Readonly<Record<string, string>>;
}

export type StoredWatch = Revised<WatchState>;

const keyOf = (stream: Stream) => ({ pk: `WATCH#${stream}`, sk: 'STATE' });

/** What is stored, or the empty state at revision 0. */
export async function readWatch(table: Table, stream: Stream): Promise<StoredWatch> {
  return (await getItem(table, keyOf(stream))) ?? { value: { backfilled: {} }, revision: 0 };
}

export function writeWatch(
  table: Table,
  stream: Stream,
  state: WatchState,
  revision: number,
): Promise<StoredWatch> {
  return putItem(table, keyOf(stream), state, revision);
}

/** The tags of the newest releases, newest first. */
export async function newestReleases(
  table: Table,
  stream: Stream,
  limit: number,
): Promise<readonly ReleaseTag[]> {
  const keys = await querySortKeys(table, `RELEASE#${stream}`, { newestFirst: true, limit });
  return keys as readonly ReleaseTag[];
}
