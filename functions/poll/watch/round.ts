import { type Discovered, newestReleases, type Walk } from '../../../shared/aws/watch-state.ts';
import { endedMinors, minorsOf, nextMinors } from '../../../shared/parameters/minors.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import { compareTracks, type Minor, type Track } from '../../../shared/parameters/track.ts';
import { formatTrackSet } from '../../../shared/parameters/track-set.ts';
import type { PollContext } from '../context.ts';
import type { Heads } from '../look.ts';
import { minorsAhead, type Plan, roundMs } from './plan.ts';

/** News of a release are counted for so many releases back; older ones get no new tracks. */
const countedReleases = 20;

/** What a Region's parameters point to, and whether every one of them could be read. */
export interface Glance {
  readonly region: string;
  readonly heads: Heads;
  readonly whole: boolean;
}

/**
 * What is known of the tracks after a poll, or `undefined` when it is what was known before. A track is news when a Region that
 * was counted in before has it now, and none had it. A Region is counted in at its first look for all names without a problem,
 * silently: what is new for the watcher is not new at AWS. Until one is, nothing is kept, since all that comes later would be
 * taken for news.
 *
 * Heads with a track that is not known also come from a poll that died, or lost a race, after it had written them.
 */
export async function discoveredBy(
  context: PollContext,
  { begins, known }: Pick<Plan, 'begins' | 'known'>,
  before: Discovered | undefined,
  glances: readonly Glance[],
): Promise<Discovered | undefined> {
  const earlier = known === undefined ? undefined : before;
  const counted = new Set(earlier?.regions ?? []);
  const fresh = newTracks(new Set(known ?? []), counted, glances);
  const heads = glances.flatMap((glance) => Object.values(glance.heads));
  const tracks = new Set([...(known ?? []), ...heads.map(({ track }) => track)]);
  if (earlier !== undefined && !begins) {
    const unchanged = tracks.size === known?.length;
    return unchanged ? undefined : { ...earlier, tracks: formatTrackSet(tracks), ...newsOf(earlier, fresh) };
  }
  for (const { region, whole } of glances) if (whole) counted.add(region);
  if (counted.size === 0) return undefined;
  const ended = endedMinors(heads, await newestReleases(context.table, context.stream, 3));
  const walk = earlier?.walk ?? walkOf(minorsOf(tracks), ended, context.now());
  return {
    tracks: formatTrackSet(tracks),
    regions: [...counted].sort(),
    ended,
    roundAt: context.now().toISOString(),
    ...(walk === undefined ? {} : { walk }),
    variants: before?.variants ?? [],
    ...newsOf(earlier, fresh),
  };
}

/** By release, the tracks that are new in a counted Region; of several releases, the newest counts. */
function newTracks(
  known: ReadonlySet<Track>,
  counted: ReadonlySet<string>,
  glances: readonly Glance[],
): ReadonlyMap<ReleaseTag, readonly Track[]> {
  const releaseOf = new Map<Track, ReleaseTag>();
  for (const { heads, region } of glances) {
    if (!counted.has(region)) continue;
    for (const { release, track } of Object.values(heads)) {
      if (!known.has(track) && release > (releaseOf.get(track) ?? '')) releaseOf.set(track, release);
    }
  }
  const byRelease = Map.groupBy([...releaseOf].sort(), ([, release]) => release);
  return new Map(
    [...byRelease].map(([release, list]) => [release, list.map(([track]) => track).sort(compareTracks)]),
  );
}

function newsOf(
  before: Discovered | undefined,
  fresh: ReadonlyMap<ReleaseTag, readonly Track[]>,
): Pick<Discovered, 'news' | 'told'> {
  const news = [...fresh].map(([release, tracks]) => ({
    release,
    tracks: formatTrackSet(tracks),
    round: (before?.told[release] ?? 0) + 1,
  }));
  const told = { ...before?.told, ...Object.fromEntries(news.map(({ release, round }) => [release, round])) };
  const newest = Object.entries(told).toSorted().slice(-countedReleases);
  return {
    news: [...(before?.news ?? []), ...news],
    told: Object.fromEntries(newest) as Discovered['told'],
  };
}

/**
 * What is walked in a round: the minors that come next, the newest one, and every other one of those before it, so that each is
 * walked once a day. Ended ones get no new variants.
 */
function walkOf(minors: readonly Minor[], ended: readonly Minor[], now: Date): Walk | undefined {
  const living = minors.filter((minor) => !ended.includes(minor)).toReversed();
  const [newest, ...older] = living;
  if (newest === undefined) return undefined;
  const half = Math.floor(now.getTime() / roundMs) % 2;
  const turn = older.filter((_, index) => index % 2 === half);
  return { minors: [...nextMinors(minors, minorsAhead), newest, ...turn], pages: 0, restarts: 0 };
}
