import type { PollContext } from '../functions/poll/context.ts';
import { announce } from '../shared/announce/announce.ts';
import type { Announcement } from '../shared/announce/announcement.ts';
import {
  keepAnnouncement,
  type ReleaseRecord,
  type SeenImage,
  writeHeads,
  writeImagesIn,
  writeRelease,
} from '../shared/aws/records.ts';
import { writeReport } from '../shared/aws/reports.ts';
import { behaviourChanges } from '../shared/behaviour/behaviour-changes.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import type { NotedImage } from '../shared/packages/facts.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';
import type { RecordedRelease } from '../shared/packages/recorded-history/recorded-release.ts';
import { imageName } from '../shared/parameters/image-name.ts';
import { releaseNotesUrl, tagDate } from '../shared/parameters/release-tag.ts';
import { minorOf, type Track } from '../shared/parameters/track.ts';
import type { Report } from '../shared/report/report.ts';
import { reportsOf } from './pure-pipeline.ts';
import { retagged, tagOfDay } from './retagged.ts';

/** Releases under way at once while the history is written. */
const concurrency = 8;

/** The recorded releases that AWS did not take back: the pattern that the written history repeats. */
export const pattern: readonly RecordedRelease[] = recordedReleases.filter(
  ({ withdrawn }) => withdrawn === undefined,
);

interface Template {
  readonly record: RecordedRelease;
  readonly images: readonly NotedImage[];
  readonly report: Report;
  readonly announcement: Announcement;
}

const facts = pattern.map((record) => readRecord(record).facts);
const reports = reportsOf(facts);
const templates = pattern.flatMap((record, index): Template[] => {
  const [images, report] = [facts[index]?.images, reports[index]];
  if (images === undefined || report === undefined) return [];
  const now = new Date(report.detectedAt);
  return [{ record, images, report, announcement: announce(report, 'new-release', behaviourChanges, now) }];
});

/**
 * Writes a history of so many releases straight into the table, as polls would have left it: the recorded releases over
 * and over, one a day from 2000-01-01 on, under the tags of those days. Polling them all would take many minutes.
 */
export async function writeHistory(context: PollContext, region: string, releases: number): Promise<void> {
  const watched = new Set(context.tracks);
  let next = 0;
  const worker = async () => {
    for (let day = next++; day < releases; day = next++) await writeDay(context, region, day, watched);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await writeHeads(context.table, { region, heads: imagesOf(releases - 1, watched) }, 0);
}

/** The four items of one release that came and was announced. */
async function writeDay(
  { stream, table }: PollContext,
  region: string,
  day: number,
  watched: ReadonlySet<Track>,
): Promise<void> {
  const { announcement, record, report } = templateOf(day);
  const release = tagOfDay(day);
  const detectedAt = instantOf(day);
  const stored: ReleaseRecord = {
    stream,
    release,
    status: 'detailed',
    announceable: true,
    detectedAt,
    announced: { 'new-release': 'detailed' },
    details: {
      source: 'recorded-history',
      url: releaseNotesUrl(release),
      recorded: JSON.stringify(retagged(record, release)),
      problems: [],
    },
  };
  await writeRelease(table, stored, undefined, 0);
  await writeImagesIn(table, stream, release, { region, images: imagesOf(day, watched) }, 0);
  await writeReport(table, { ...report, release, detectedAt }, new Date(detectedAt));
  await keepAnnouncement(table, {
    ...announcement,
    id: announcement.id.replace(announcement.release, release),
    release,
    detectedAt,
  });
}

function imagesOf(day: number, watched: ReadonlySet<Track>): Readonly<Record<Track, SeenImage>> {
  const release = tagOfDay(day);
  const images = templateOf(day).images.filter(({ track }) => watched.has(track));
  const seen = images.map(
    ({ track, releaseVersion = `${minorOf(track)}.0-20000101` }): [Track, SeenImage] => [
      track,
      {
        track,
        release,
        imageId: `ami-${day.toString(16).padStart(17, '0')}`,
        imageName: imageName(track, release),
        releaseVersion: releaseVersion.replace(/\d{8}$/, tagDate(release).replaceAll('-', '')),
        firstSeenAt: instantOf(day),
        ...(day === 0 ? {} : { previous: tagOfDay(day - 1) }),
      },
    ],
  );
  return Object.fromEntries(seen);
}

function instantOf(day: number): string {
  return `${tagDate(tagOfDay(day))}T12:00:00.000Z`;
}

function templateOf(day: number): Template {
  const template = templates[day % templates.length];
  if (template === undefined) throw new RangeError('The recorded history is empty.');
  return template;
}
