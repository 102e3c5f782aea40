import { readWatch, type StoredWatch } from '../../../shared/aws/watch-state.ts';
import { minorsOf, nextMinors } from '../../../shared/parameters/minors.ts';
import { amiTypes, compareMinors, minorOf, type Track, trackOf } from '../../../shared/parameters/track.ts';
import { parseTrackSet } from '../../../shared/parameters/track-set.ts';
import type { PollContext } from '../context.ts';

/** Twice a day all names are asked for, those that did not exist and those of ended minors too. */
export const roundMs = 12 * 3_600_000;
/** Minors beyond the newest one that are asked for and walked: AWS has left none out so far, and might. */
export const minorsAhead = 2;

/** What this poll asks for, and why. */
export interface Plan {
  /** What is stored of earlier polls; `undefined` when nothing of it is needed, and then it was not read. */
  readonly stored: StoredWatch | undefined;
  /** The tracks whose parameters are asked for. */
  readonly tracks: readonly Track[];
  /** All tracks that are watched: also those of ended minors, which are not asked for at every poll. */
  readonly watched: readonly Track[];
  /** The tracks that are known to exist, `undefined` before the first round. */
  readonly known: readonly Track[] | undefined;
  /** Whether this poll begins a round: it asks for every name there could be. */
  readonly begins: boolean;
}

/** What to ask for when nothing is known of earlier polls: the configured tracks. */
export function configuredPlan({ tracks }: PollContext): Plan {
  return { stored: undefined, tracks, watched: tracks, known: undefined, begins: false };
}

/** One read of the table, or none where the tracks are listed by hand and no history is wanted. */
export async function plan(context: PollContext): Promise<Plan> {
  const { discovery, stream, table } = context;
  if (discovery === undefined && !context.backfills) return configuredPlan(context);
  const stored = await readWatch(table, stream);
  if (discovery === undefined) return { ...configuredPlan(context), stored };
  const { discovered } = stored.value;
  // A set that names an AMI type of a later version is not read in part: what is missing would be told as new.
  const known = discovered && parseTrackSet(discovered.tracks);
  if (discovered === undefined || known === undefined || isOver(discovered.roundAt, context)) {
    const tracks = everyTrack(context.tracks, known ?? []);
    return { stored, tracks, watched: tracks, known, begins: true };
  }
  const ended = new Set(discovery.dropEnded ? discovered.ended : []);
  const tracks = known.filter((track) => !ended.has(minorOf(track)));
  return { stored, tracks, watched: known, known, begins: false };
}

function isOver(roundAt: string, { now }: PollContext): boolean {
  return now().getTime() - Date.parse(roundAt) >= roundMs;
}

/** All AMI types at all minors that are configured, that exist, and that come next. */
function everyTrack(configured: readonly Track[], known: readonly Track[]): readonly Track[] {
  const minors = [...minorsOf([...configured, ...known]), ...nextMinors(minorsOf(known), minorsAhead)];
  return [...new Set(minors)]
    .sort(compareMinors)
    .flatMap((minor) => amiTypes.map((amiType) => trackOf(amiType, minor)));
}
