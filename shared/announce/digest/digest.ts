import { compareSeverities, type ReportSeverity } from '../../report/severity.ts';
import type { Announcement } from '../announcement.ts';
import { type Filter, isWanted } from '../filter.ts';
import { describeWallTime, wallTimeAt } from '../time-zone.ts';
import { type DigestRelease, releasesOf } from './digest-release.ts';

/** What happened in a span of time, gravest first. Text and HTML are both made from it, so that they say the same. */
export interface Digest {
  /** `2024-08-11 08:00 to 2024-08-18 08:00 (Europe/Berlin)` */
  readonly period: string;
  readonly subject: string;
  readonly summary: string;
  readonly releases: readonly DigestRelease[];
  /** Releases that are not among them, in words: `and 12 more: 2 unknown, 10 routine`. */
  readonly more?: string;
  /** Why the reader gets it. */
  readonly footer: string;
  /** Where the reader signs off. */
  readonly unsubscribe?: string;
}

export interface DigestOptions {
  readonly name?: string;
  readonly filter?: Filter;
  readonly timezone?: string;
  readonly unsubscribe?: string;
  /** What was announced after then counts; `from` when it is left out. */
  readonly after?: Date;
}

/** Releases that a digest shows: more of them are not read, and a mail over 100 KB is cut by its readers' programs. */
const shownReleases = 20;

/** The digest of what was announced after `from`, up to and with `to`. What else was announced says which follow-ups are wanted. */
export function digestOf(
  announcements: readonly Announcement[],
  from: Date,
  to: Date,
  { after, filter = {}, name = 'digest', timezone = 'UTC', unsubscribe }: DigestOptions = {},
): Digest {
  const within = announcements.filter((announcement) => {
    const at = Date.parse(announcement.announcedAt);
    return (
      at > (after ?? from).getTime() && at <= to.getTime() && isToldTo(filter, announcement, announcements)
    );
  });
  const releases = releasesOf(within);
  const left = releases.slice(shownReleases);
  const [start, end] = [from, to].map((at) => describeWallTime(wallTimeAt(at, timezone)));
  return {
    period: `${start} to ${end} (${timezone})`,
    subject: subjectOf(releases),
    summary: summaryOf(releases),
    releases: releases.slice(0, shownReleases),
    ...(left.length === 0 ? {} : { more: `and ${left.length} more: ${countsOf(left)}` }),
    footer: `Sent by amiwatch to the list ${name}.`,
    ...(unsubscribe === undefined ? {} : { unsubscribe }),
  };
}

/** Who heard of a release hears what becomes of it, whatever they ask for: that it is routine after all, or was taken back. */
function isToldTo(filter: Filter, announcement: Announcement, all: readonly Announcement[]): boolean {
  return (
    isWanted(filter, announcement) ||
    all.some(
      (earlier) =>
        earlier.release === announcement.release &&
        earlier.announcedAt < announcement.announcedAt &&
        isWanted(filter, earlier),
    )
  );
}

function subjectOf(releases: readonly DigestRelease[]): string {
  const [gravest] = releases;
  if (gravest === undefined) return 'EKS AMIs: nothing new';
  const more = releases.length - 1;
  const rest = more === 0 ? '' : ` and ${more} more release${more === 1 ? '' : 's'}`;
  return `EKS AMIs: ${gravest.release} ${gravest.withdrawn ? 'taken back' : gravest.severity}${rest}`;
}

function summaryOf(releases: readonly DigestRelease[]): string {
  if (releases.length === 0) return 'No EKS AMI release was announced, and none was taken back.';
  const withdrawn = releases.filter((release) => release.withdrawn).length;
  const number = releases.length === 1 ? '1 release' : `${releases.length} releases`;
  return `${number}: ${countsOf(releases)}${withdrawn > 0 ? `; ${withdrawn} taken back by AWS` : ''}.`;
}

function countsOf(releases: readonly { readonly severity: ReportSeverity }[]): string {
  return [...Map.groupBy(releases, ({ severity }) => severity)]
    .sort(([a], [b]) => compareSeverities(a, b))
    .map(([severity, list]) => `${list.length} ${severity}`)
    .join(', ');
}
