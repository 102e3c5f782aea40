import {
  type Head,
  type ReleaseRecord,
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
  { region, before, revision, moved, vanished }: Sight,
): Promise<Detection> {
  if (moved.length === 0 && vanished.length === 0) return { region, heads: before, touched: [] };
  const byRelease = Map.groupBy(moved, (image) => image.release);
  for (const [release, list] of byRelease) await keepImages(context, region, release, list, before);
  const left = tracksLeft(moved, before);
  for (const [release, tracks] of left) await keepDepartures(context, region, release, tracks);
  const gone = vanished.flatMap((track): [Track, Head][] => {
    const head = before[track];
    return head === undefined ? [] : [[track, { ...head, vanished: true }]];
  });
  const heads: Heads = {
    ...before,
    ...Object.fromEntries(gone),
    ...Object.fromEntries(moved.map((image) => [image.track, image])),
  };
  await writeHeads(context.table, { region, heads }, revision);
  return { region, heads, touched: [...new Set([...byRelease.keys(), ...left.keys()])] };
}

/** The tracks whose parameters have left a release for an older one. */
function tracksLeft(moved: readonly Image[], before: Heads): ReadonlyMap<ReleaseTag, readonly Track[]> {
  const left = moved.flatMap(({ track, release }): { track: Track; head: ReleaseTag }[] => {
    const head = before[track]?.release;
    return head !== undefined && release < head ? [{ track, head }] : [];
  });
  return new Map(
    [...Map.groupBy(left, ({ head }) => head)].map(([head, list]) => [head, list.map(({ track }) => track)]),
  );
}

/** Notes on the images of a release that their parameters went back, and since when. */
async function keepDepartures(
  context: PollContext,
  region: string,
  release: ReleaseTag,
  tracks: readonly Track[],
): Promise<void> {
  const { stream, table } = context;
  const round = await openRelease(context, release, []);
  const stored = await readImagesIn(table, stream, release, region);
  if (stored === undefined) return;
  const at = context.now().toISOString();
  const left = tracks.flatMap((track): [Track, SeenImage][] => {
    const image = stored.value.images[track];
    // A run that died after this has noted the time already.
    return image === undefined || image.left?.round === round
      ? []
      : [[track, { ...image, left: { at, round } }]];
  });
  if (left.length === 0) return;
  const images = { ...stored.value.images, ...Object.fromEntries(left) };
  await writeImagesIn(table, stream, release, { region, images }, stored.revision);
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
  const returning = isTakenBack((await readRelease(table, stream, release))?.value);
  const seen = images.map((image): [Track, SeenImage] => {
    const first = known[image.track];
    // What nodes come from is what the parameter pointed to, also where that is the newer one. It is noted at the first
    // sight, and anew for a release that was taken back and returns.
    const previous = first === undefined || returning ? before[image.track]?.release : first.previous;
    const replaced = previous === undefined || previous === release ? {} : { previous };
    const seenBefore = { firstSeenAt: first?.firstSeenAt ?? now, ...earlierIds(first, image) };
    return [image.track, { ...image, ...seenBefore, ...replaced }];
  });
  const merged = { ...known, ...Object.fromEntries(seen) };
  // The release comes first: images without one would be forgotten if the parameter moves on before the next poll.
  await openRelease(context, release, Object.values(merged));
  await writeImagesIn(table, stream, release, { region, images: merged }, stored?.revision ?? 0);
}

/** Far more than AWS has ever made of one image; a parameter that goes back and forth must not fill the item. */
const maxEarlierIds = 5;

/** The ids that an image had before the one that it has now. */
function earlierIds(first: SeenImage | undefined, { imageId }: Image): Pick<SeenImage, 'earlierIds'> {
  if (first === undefined) return {};
  const ids = [first.imageId, ...(first.earlierIds ?? [])].filter((id) => id !== imageId);
  return ids.length === 0 ? {} : { earlierIds: ids.slice(0, maxEarlierIds) };
}

/** A release that every parameter had left for an older one; one that its notes call withdrawn does not return. */
function isTakenBack(record: ReleaseRecord | undefined): boolean {
  return record?.status === 'withdrawn' && record.withdrawnBy === 'parameters';
}

/**
 * Puts a release among the open work, due at once, before the heads move on: from there on, no crash can make it forgotten.
 * Gives the round that it is in.
 */
async function openRelease(
  context: PollContext,
  release: ReleaseTag,
  images: readonly SeenImage[],
): Promise<number> {
  const { stream, table } = context;
  const stored = await readRelease(table, stream, release);
  const announceable = images.some(({ previous }) => previous !== undefined);
  if (stored !== undefined) {
    const record = images.length > 0 && isTakenBack(stored.value) ? returned(stored.value) : stored.value;
    const opened = { ...record, announceable: record.announceable || announceable };
    await writeRelease(table, opened, context.now(), stored.revision);
    return opened.round ?? 1;
  }
  const detectedAt = images.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? context.now().toISOString();
  const record = { stream, release, status: 'detected', announceable, detectedAt, announced: {} } as const;
  await writeRelease(table, record, context.now(), 0);
  return 1;
}

/** A release that comes back is announced again, as its second round: people heard last that it was taken back. */
function returned({ withdrawnBy: _, ...record }: ReleaseRecord): ReleaseRecord {
  const status = record.details === undefined ? 'detected' : 'detailed';
  return { ...record, status, announceable: true, announced: {}, round: (record.round ?? 1) + 1 };
}
