import type { Announcement } from '../announce/announcement.ts';
import { boundAnnouncement } from '../announce/bound.ts';
import type { ReleaseProgress } from '../announce/due.ts';
import type { Ec2Image } from '../packages/image-description/image.ts';
import type { SourceId } from '../packages/source.ts';
import type { Image } from '../parameters/read-image.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';
import { StaleWriteError } from './errors.ts';
import { getItem, putItem, queryIndexKeys, queryItems, type Revised, type Table } from './table.ts';

/** What a parameter points to. */
export interface Head extends Image {
  /** SSM says that the parameter is gone: told once, and this is the last that is known. */
  readonly vanished?: true;
}

/** What a Region's parameters pointed to at the last poll, by track. */
export interface RegionHeads {
  readonly region: string;
  readonly heads: Readonly<Record<Track, Head>>;
}

/** An image as it was first seen in a Region. */
export interface SeenImage extends Image {
  /** ISO 8601. */
  readonly firstSeenAt: string;
  /** The release that the parameter pointed to before; `undefined` at the first sight of the track. */
  readonly previous?: ReleaseTag;
  /** The parameter went back to an older release, in this round of the release. `at` is ISO 8601. */
  readonly left?: { readonly at: string; readonly round: number };
  /** Ids that the image had here before it was made anew under the same name, newest first. */
  readonly earlierIds?: readonly string[];
  /** The release that AWS pinned before this one. It was not seen to be replaced, so that it makes nothing announceable. */
  readonly pinnedBefore?: ReleaseTag;
}

/** The images of one release in one Region. */
export interface RegionImages {
  readonly region: string;
  readonly images: Readonly<Record<Track, SeenImage>>;
}

/** The facts of a release, once a source had them. */
export interface ReleaseDetails {
  readonly source: SourceId;
  /** Where a person finds the source. */
  readonly url: string;
  /** The facts in the form of the recorded history, as JSON. */
  readonly recorded: string;
  readonly problems: readonly Problem[];
  /** Names the document that they come from, so that an edit of it is seen. */
  readonly hash?: string;
}

/** Tracks that went back, as they were told. */
export interface RolledBack {
  readonly tracks: readonly Track[];
  /** When it was told last, ISO 8601, and how often by then. */
  readonly at: string;
  readonly count: number;
}

/** What EC2 says of a release's images. */
export interface ReleaseDescriptions {
  /** By track, the image that was looked at and where: no image is asked for twice. */
  readonly lookedAt: Readonly<Record<Track, { readonly region: string; readonly imageId: string }>>;
  /** Those whose description counts. */
  readonly images: readonly Ec2Image[];
  readonly problems: readonly Problem[];
}

/** What is known of a release, and how far its work has come. */
export interface ReleaseRecord extends ReleaseProgress {
  /** Who said that a withdrawn release is withdrawn: parameters that left it, or its notes. */
  readonly withdrawnBy?: 'parameters' | 'notes';
  readonly stream: Stream;
  readonly release: ReleaseTag;
  readonly details?: ReleaseDetails;
  readonly descriptions?: ReleaseDescriptions;
  /** Names the last document that was read and that the details do not come from: only another one is worth reading. */
  readonly readHash?: string;
  /** Some of its tracks have no packages in the details: the notes are not complete yet. */
  readonly incomplete?: true;
  /** The notes were there, and are not any more: told once. */
  readonly notesGone?: true;
  /** What the details were before edits of which people have not heard yet. */
  readonly replaced?: ReleaseDetails;
  /** How often the notes were edited in their facts; it numbers what is told of that. */
  readonly edits?: number;
  /** What was told of tracks that went back to an older release, while others kept this one. */
  readonly rolledBack?: RolledBack;
}

/** An announcement as it was first made. */
export interface AnnouncementRecord {
  readonly announcement: Announcement;
  /** Every route that wanted it is owed it, or has it. */
  readonly fannedOut?: true;
}

/** The sparse index of what still owes something, in the order in which it is due; and of reports, by their last change. */
export const openWork = { name: 'open-work', partitionKey: 'openWork', sortKey: 'openSince' } as const;

export function readHeads(table: Table, region: string): Promise<Revised<RegionHeads> | undefined> {
  return getItem(table, { pk: `REGION#${region}`, sk: 'HEADS' });
}

export function writeHeads(
  table: Table,
  heads: RegionHeads,
  revision: number,
): Promise<Revised<RegionHeads>> {
  return putItem(table, { pk: `REGION#${heads.region}`, sk: 'HEADS' }, heads, revision);
}

export function readRelease(table: Table, stream: Stream, release: ReleaseTag) {
  return getItem<ReleaseRecord>(table, { pk: `RELEASE#${stream}`, sk: release });
}

/**
 * Writes a release. It stands in the index of open work from `openSince` on, which may lie ahead; `undefined` when it owes
 * nothing.
 */
export function writeRelease(
  table: Table,
  record: ReleaseRecord,
  openSince: Date | undefined,
  revision: number,
) {
  const index =
    openSince === undefined ? {} : { openWork: `OPEN#${record.stream}`, openSince: openSince.toISOString() };
  return putItem(table, { pk: `RELEASE#${record.stream}`, sk: record.release }, record, revision, index);
}

/**
 * The releases that owed something a moment ago, with `dueBy` only those whose time had come; the index lags, so each is read
 * again before it is worked on.
 */
export function openReleases(table: Table, stream: Stream, dueBy?: Date): Promise<readonly ReleaseTag[]> {
  return queryIndexKeys(table, openWork, `OPEN#${stream}`, dueBy?.toISOString()) as Promise<
    readonly ReleaseTag[]
  >;
}

export function readImagesIn(table: Table, stream: Stream, release: ReleaseTag, region: string) {
  return getItem<RegionImages>(table, { pk: `IMAGES#${stream}#${release}`, sk: region });
}

export function writeImagesIn(
  table: Table,
  stream: Stream,
  release: ReleaseTag,
  images: RegionImages,
  revision: number,
) {
  return putItem(table, { pk: `IMAGES#${stream}#${release}`, sk: images.region }, images, revision);
}

/** The images of a release in every Region that has it. */
export function readImages(
  table: Table,
  stream: Stream,
  release: ReleaseTag,
): Promise<readonly RegionImages[]> {
  return queryItems(table, `IMAGES#${stream}#${release}`);
}

/** Where an announcement stands in the index until it is among what each route is owed. */
export const openAnnouncements = 'OPEN#announcements';

export function announcementKey({ id, stream }: Pick<Announcement, 'id' | 'stream'>) {
  return { pk: `ANNOUNCEMENTS#${stream}`, sk: id };
}

/**
 * Keeps an announcement as it was first made, and gives what is kept: a second try says the same words. A new one stands in the
 * index of open work, so that routes get it whatever becomes of the message on the topic.
 */
export async function keepAnnouncement(table: Table, made: Announcement): Promise<Announcement> {
  const announcement = boundAnnouncement(made);
  const key = announcementKey(announcement);
  const index = { openWork: openAnnouncements, openSince: announcement.announcedAt };
  try {
    const { value } = await putItem<AnnouncementRecord>(table, key, { announcement }, 0, index);
    return value.announcement;
  } catch (error) {
    const kept = error instanceof StaleWriteError ? await getItem<AnnouncementRecord>(table, key) : undefined;
    if (kept === undefined) throw error;
    return kept.value.announcement;
  }
}

/** Every announcement ever made, oldest release first. */
export async function readAnnouncements(table: Table, stream: Stream): Promise<readonly Announcement[]> {
  const records = await queryItems<AnnouncementRecord>(table, `ANNOUNCEMENTS#${stream}`);
  return records.map(({ announcement }) => announcement);
}
