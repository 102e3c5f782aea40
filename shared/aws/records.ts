import type { Announcement } from '../announce/announcement.ts';
import type { ReleaseProgress } from '../announce/due.ts';
import type { Ec2Image } from '../packages/image-description/image.ts';
import type { SourceId } from '../packages/source.ts';
import type { Image } from '../parameters/read-image.ts';
import type { ReleaseTag, Stream } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';
import type { Report } from '../report/report.ts';
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

/** How a release was last looked for at GitHub. Times are ISO 8601. */
export interface GithubLook {
  readonly firstAt: string;
  readonly lastAt: string;
  /** Looks in a row that gave no answer. */
  readonly failures: number;
  /** GitHub's name for the document, and ours. */
  readonly etag?: string;
  readonly hash?: string;
}

/** What later polls have to know of the requests to GitHub. */
export interface GithubState {
  /** No request is made until then. */
  readonly blocked?: { readonly since: string; readonly until: string };
  readonly looks: Readonly<Record<ReleaseTag, GithubLook>>;
}

/** An announcement as it was first made. */
export interface AnnouncementRecord {
  readonly announcement: Announcement;
}

/** The sparse index of releases that still owe something, in the order in which they are due. */
const openWork = { name: 'open-work', partitionKey: 'openWork', sortKey: 'openSince' } as const;

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

const githubKey = { pk: 'SOURCE#github', sk: 'STATE' };

export function readGithubState(table: Table): Promise<Revised<GithubState> | undefined> {
  return getItem(table, githubKey);
}

export function writeGithubState(
  table: Table,
  state: GithubState,
  revision: number,
): Promise<Revised<GithubState>> {
  return putItem(table, githubKey, state, revision);
}

/** Keeps an announcement as it was first made, and gives what is kept: a second try says the same words. */
export async function keepAnnouncement(table: Table, announcement: Announcement): Promise<Announcement> {
  const key = { pk: `ANNOUNCEMENTS#${announcement.stream}`, sk: announcement.id };
  try {
    const { value } = await putItem<AnnouncementRecord>(table, key, { announcement }, 0);
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

/** Writes a report when it says something that the stored one does not, with the time of that beside it. */
export async function writeReport(table: Table, report: Report, now: Date): Promise<void> {
  const key = { pk: `REPORTS#${report.stream}`, sk: report.release };
  const stored = await getItem<string>(table, key);
  const text = JSON.stringify(report);
  if (stored?.value === text) return;
  await putItem(table, key, text, stored?.revision ?? 0, { changedAt: now.toISOString() });
}

/** The newest reports, newest release first. */
export async function latestReports(table: Table, stream: Stream, limit: number): Promise<readonly Report[]> {
  const texts = await queryItems<string>(table, `REPORTS#${stream}`, { newestFirst: true, limit });
  return texts.map(readReport);
}

/** A report that was kept before there were risks has none, and does not say which tracks had a finding before. */
function readReport(text: string): Report {
  const report = JSON.parse(text) as Partial<Report> & Omit<Report, 'risks'>;
  const findings = report.findings.map((finding) => ({ ...finding, alreadyOn: finding.alreadyOn ?? [] }));
  return { ...report, findings, risks: report.risks ?? [] };
}
