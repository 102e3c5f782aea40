import { type StoredWatch, writeWatch } from '../../../shared/aws/watch-state.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { formatTrackSet, parseTrackSet } from '../../../shared/parameters/track-set.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { PollContext } from '../context.ts';
import type { Heads } from '../look.ts';
import { keepPinned, pinnedBefore } from '../on-news.ts';
import type { PinnedImage } from './pinned.ts';
import type { Glance } from './round.ts';

/** One after the other, a second or two: 47 tracks in 17 Regions take half a day of polls, and no poll is late for it. */
const callsAPoll = 40;

/** As long as from one poll to the next. */
const turnMs = 5 * 60_000;

/** What was read of one track. */
export interface PinnedTrack {
  readonly track: Track;
  /** The release that the Region's parameter points to. */
  readonly head: ReleaseTag;
  /** Newest first. */
  readonly images: readonly PinnedImage[];
}

/**
 * Takes the releases before the heads from pinned parameters, for tracks that a Region has had no look at yet: a slice of one
 * Region's tracks a poll. They are baseline: what they were is kept, and never announced. The note that a track is done comes
 * last, so that a poll that dies does its slice again, which changes nothing.
 */
export async function backfill(
  context: PollContext,
  stored: StoredWatch,
  glances: readonly Glance[],
  problems: Problem[],
): Promise<void> {
  const { backfilled } = stored.value;
  const next = nextRegion(glances, backfilled, context.now());
  if (next === undefined) return;
  const { heads, region, todo } = next;
  const read: PinnedTrack[] = [];
  for (let calls = 0; calls < callsAPoll && read.length < todo.length; ) {
    const track = todo[read.length];
    const head = track === undefined ? undefined : heads[track]?.release;
    if (track === undefined || head === undefined) break;
    const { images, problems: found, calls: taken } = await pinnedBefore(context, region, track, head);
    problems.push(...found);
    read.push({ track, head, images });
    calls += taken;
  }
  await keepPinned(context, region, read);
  const done = [...(parseTrackSet(backfilled[region] ?? '') ?? []), ...read.map(({ track }) => track)];
  const state = { ...stored.value, backfilled: { ...backfilled, [region]: formatTrackSet(done) } };
  await writeWatch(context.table, context.stream, state, stored.revision);
}

/** Regions with something to do take turns by the clock, so that one that fails holds up no other. */
function nextRegion(
  glances: readonly Glance[],
  backfilled: Readonly<Record<string, string>>,
  now: Date,
): { readonly region: string; readonly heads: Heads; readonly todo: readonly Track[] } | undefined {
  const open = glances.flatMap(({ heads, region }) => {
    const done = new Set(parseTrackSet(backfilled[region] ?? ''));
    const todo = Object.values(heads).flatMap(({ track }) => (done.has(track) ? [] : [track]));
    return todo.length > 0 ? [{ region, heads, todo }] : [];
  });
  return open[Math.floor(now.getTime() / turnMs) % Math.max(1, open.length)];
}
