import type { PollContext } from '../../functions/poll/context.ts';
import { readHeads } from '../../shared/aws/records.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { counted } from '../counted.ts';

/** What is watched, as the store has it. */
export interface Watched {
  readonly regions: number;
  readonly tracks: number;
  readonly newest: ReleaseTag | undefined;
}

export async function watchedIn({ regions, table }: PollContext): Promise<Watched> {
  const stored = await Promise.all(regions.map((region) => readHeads(table, region)));
  const heads = stored
    .map((record) => Object.values(record?.value.heads ?? {}))
    .filter(({ length }) => length > 0);
  const tracks = new Set(heads.flat().map(({ track }) => track));
  const newest = heads
    .flat()
    .map(({ release }) => release)
    .sort()
    .at(-1);
  return { regions: heads.length, tracks: tracks.size, newest };
}

/** What is said after the first poll. */
export function introduce({ newest, regions, tracks }: Watched, before: Watched): string {
  const watching = `Watching ${counted(tracks, 'track')} in ${counted(regions, 'Region')}; newest release ${newest ?? 'unknown'}`;
  return before.newest === undefined
    ? `${watching}; nothing announced for what is there already.`
    : `${watching}; goes on from what this store has seen.`;
}
