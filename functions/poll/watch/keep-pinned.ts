import {
  readImagesIn,
  readRelease,
  type SeenImage,
  writeImagesIn,
  writeRelease,
} from '../../../shared/aws/records.ts';
import { findRecordedRelease } from '../../../shared/history/find-recorded-release.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { complete } from '../complete.ts';
import type { PollContext } from '../context.ts';
import type { PinnedTrack } from './backfill.ts';

/** Images to keep of one release, by track. */
type Images = ReadonlyMap<Track, SeenImage>;

/**
 * Keeps pinned images beside those that were seen, each with the release that AWS pinned before it. What was seen is never
 * overwritten; the head's own image only learns what came before it, and its release is looked at once more for that.
 */
export async function keepPinned(
  context: PollContext,
  region: string,
  read: readonly PinnedTrack[],
): Promise<void> {
  const images = imagesOf(read);
  for (const [release, list] of images) {
    await keepRecorded(context, release, list);
    await mergeImages(context, region, release, list);
  }
  const heads = Map.groupBy(
    read.flatMap(({ head, images, track }) => {
      const [last] = images;
      return last === undefined ? [] : [{ head, track, before: last.image.release }];
    }),
    ({ head }) => head,
  );
  for (const [release, list] of heads) {
    await linkHeads(context, region, release, new Map(list.map(({ before, track }) => [track, before])));
  }
}

function imagesOf(read: readonly PinnedTrack[]): ReadonlyMap<ReleaseTag, Images> {
  const byRelease = new Map<ReleaseTag, Map<Track, SeenImage>>();
  for (const { images, track } of read) {
    for (const [index, { image, publishedAt }] of images.entries()) {
      const before = images[index + 1]?.image.release;
      const list = byRelease.get(image.release) ?? new Map<Track, SeenImage>();
      const pinned = before === undefined ? {} : { pinnedBefore: before };
      byRelease.set(image.release, list.set(track, { ...image, firstSeenAt: publishedAt, ...pinned }));
    }
  }
  return byRelease;
}

/** A release whose packages were recorded is kept with them; it owes nothing. No other is: nobody would look for its notes. */
async function keepRecorded(context: PollContext, release: ReleaseTag, images: Images): Promise<void> {
  const { stream, table } = context;
  if ((await readRelease(table, stream, release)) !== undefined) return;
  const [detectedAt = context.now().toISOString()] = [...images.values()]
    .map(({ firstSeenAt }) => firstSeenAt)
    .sort();
  const found = {
    stream,
    release,
    status: 'detected',
    announceable: false,
    detectedAt,
    announced: {},
  } as const;
  const { record } = await complete({ ...context, documents: [findRecordedRelease] }, found);
  if (record.status === 'detailed' || record.status === 'withdrawn')
    await writeRelease(table, record, undefined, 0);
}

async function mergeImages(
  { stream, table }: PollContext,
  region: string,
  release: ReleaseTag,
  images: Images,
): Promise<void> {
  const stored = await readImagesIn(table, stream, release, region);
  const known = stored?.value.images ?? {};
  if ([...images.keys()].every((track) => known[track] !== undefined)) return;
  const merged = { ...Object.fromEntries(images), ...known };
  await writeImagesIn(table, stream, release, { region, images: merged }, stored?.revision ?? 0);
}

/** The release comes into the open work first: its report is made again from images that know what came before them. */
async function linkHeads(
  { now, stream, table }: PollContext,
  region: string,
  release: ReleaseTag,
  before: ReadonlyMap<Track, ReleaseTag>,
): Promise<void> {
  const stored = await readImagesIn(table, stream, release, region);
  if (stored === undefined) return;
  const { images } = stored.value;
  const linked = Object.values(images).flatMap((image): [Track, SeenImage][] => {
    const pinnedBefore = before.get(image.track);
    const isKnown = image.previous !== undefined || image.pinnedBefore !== undefined;
    return pinnedBefore === undefined || isKnown ? [] : [[image.track, { ...image, pinnedBefore }]];
  });
  if (linked.length === 0) return;
  const record = await readRelease(table, stream, release);
  if (record !== undefined) await writeRelease(table, record.value, now(), record.revision);
  await writeImagesIn(
    table,
    stream,
    release,
    { region, images: { ...images, ...Object.fromEntries(linked) } },
    stored.revision,
  );
}
