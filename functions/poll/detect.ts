import {
  readImagesIn,
  readRelease,
  type SeenImage,
  writeHeads,
  writeImagesIn,
  writeRelease,
} from '../../shared/aws/records.ts';
import type { Image } from '../../shared/parameters/read-image.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { PollContext } from './context.ts';
import type { Heads, Sight } from './look.ts';

/** What came of a sight. */
export interface Detection {
  readonly region: string;
  /** What the Region's parameters point to now. */
  readonly heads: Heads;
  /** Releases that gained an image here, or that a track left for an older one: each owes a second look. */
  readonly touched: readonly ReleaseTag[];
}

/**
 * Keeps what is new in a Region. The heads are written last: a run that dies before that finds the same news again, and
 * every write before it keeps what is already there. Regions are kept one after the other, since a release is one item
 * for all of them.
 */
export async function detect(
  context: PollContext,
  { region, before, revision, moved }: Sight,
): Promise<Detection> {
  if (moved.length === 0) return { region, heads: before, touched: [] };
  const byRelease = Map.groupBy(moved, (image) => image.release);
  for (const [release, list] of byRelease) await keepImages(context, region, release, list, before);
  const left = releasesLeft(moved, before);
  for (const release of left) await openRelease(context, release, []);
  const heads = { ...before, ...Object.fromEntries(moved.map((image) => [image.track, image])) };
  await writeHeads(context.table, { region, heads }, revision);
  return { region, heads, touched: [...new Set([...byRelease.keys(), ...left])] };
}

/** Releases that a parameter pointed to and has left for an older one. */
function releasesLeft(moved: readonly Image[], before: Heads): ReadonlySet<ReleaseTag> {
  const heads = moved.map(({ track, release }) => ({ head: before[track]?.release, release }));
  return new Set(heads.flatMap(({ head, release }) => (head !== undefined && release < head ? [head] : [])));
}

/** Keeps images of a release in this Region, each as it was first seen. */
async function keepImages(
  context: PollContext,
  region: string,
  release: ReleaseTag,
  images: readonly Image[],
  before: Heads,
): Promise<void> {
  const { stream, table } = context;
  const now = context.now().toISOString();
  const stored = await readImagesIn(table, stream, release, region);
  const known = stored?.value.images ?? {};
  const seen = images.map((image): [Track, SeenImage] => {
    const previous = known[image.track]?.previous ?? before[image.track]?.release;
    const firstSeenAt = known[image.track]?.firstSeenAt ?? now;
    // Only an older release comes before this one: a parameter that returns to it says nothing of what it replaced.
    const older = previous !== undefined && previous < release;
    return [image.track, { ...image, firstSeenAt, ...(older ? { previous } : {}) }];
  });
  const merged = { ...known, ...Object.fromEntries(seen) };
  // The release comes first: images without one would be forgotten if the parameter moves on before the next poll.
  await openRelease(context, release, Object.values(merged));
  await writeImagesIn(table, stream, release, { region, images: merged }, stored?.revision ?? 0);
}

/** Puts a release among the open work, before the heads move on: from there on, no crash can make it forgotten. */
async function openRelease(
  context: PollContext,
  release: ReleaseTag,
  images: readonly SeenImage[],
): Promise<void> {
  const { stream, table } = context;
  const stored = await readRelease(table, stream, release);
  const announceable = images.some(({ previous }) => previous !== undefined);
  if (stored !== undefined) {
    const record = { ...stored.value, announceable: stored.value.announceable || announceable };
    await writeRelease(table, record, true, stored.revision);
    return;
  }
  const detectedAt = images.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? context.now().toISOString();
  const record = { stream, release, status: 'detected', announceable, detectedAt, announced: {} } as const;
  await writeRelease(table, record, true, 0);
}
