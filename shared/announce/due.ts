import type { ReleaseStatus } from '../report/report.ts';
import type { AnnouncementKind } from './announcement.ts';

/** What decides whether anything has to be said of a release. */
export interface ReleaseProgress {
  readonly status: ReleaseStatus;
  /** Whether any of its images replaced an earlier one; without one the release is a baseline. */
  readonly announceable: boolean;
  /** ISO 8601. */
  readonly detectedAt: string;
  /** Which time the release is out: 2 when it was taken back and came again. 1 when missing. */
  readonly round?: number;
  /** What was said already, with the status that the release had then. */
  readonly announced: Readonly<Partial<Record<AnnouncementKind, ReleaseStatus>>>;
}

/** What became known of a release that people may have heard of. */
export interface News {
  /** Its notes were edited, and the report says something else since. */
  readonly corrected?: boolean;
  /** Some of its tracks went back to an older release. */
  readonly wentBack?: boolean;
}

/** How long details are waited for, counted from the first sight. */
export interface DetailsLimits {
  /** After this the release is announced without its details, in milliseconds. */
  readonly pendingAfterMs: number;
  /** After this its details are called unavailable, in milliseconds. */
  readonly giveUpAfterMs: number;
}

/** The one announcement that is due now, or `undefined`. */
export function dueAnnouncement(
  release: ReleaseProgress,
  now: Date,
  limits: DetailsLimits,
  news: News = {},
): AnnouncementKind | undefined {
  const { status, announced } = release;
  if (status === 'withdrawn') {
    // Told of a baseline too, and of a release that was not announced yet: nodes may run it all the same.
    return announced.withdrawn === undefined ? 'withdrawn' : undefined;
  }
  const owed = release.announceable ? dueDetails(release, now, limits, news) : undefined;
  // Told of a baseline too, for the same reason.
  return owed ?? (news.wentBack === true ? 'rolled-back' : undefined);
}

/** What is due of what the release brings. */
function dueDetails(
  release: ReleaseProgress,
  now: Date,
  limits: DetailsLimits,
  news: News,
): AnnouncementKind | undefined {
  const { status, announced } = release;
  const first = announced['new-release'];
  if (first === undefined) {
    const waited = now.getTime() - Date.parse(release.detectedAt);
    return status === 'detected' && waited < limits.pendingAfterMs ? undefined : 'new-release';
  }
  if (status === 'detailed' && !wasTold(release)) return 'details-came';
  if (status === 'detailed' && news.corrected === true) return 'new-finding';
  if (status === 'details-unavailable' && first === 'detected' && announced[status] === undefined)
    return 'details-unavailable';
  return undefined;
}

/** Whether people were told what the release brings. */
export function wasTold({ announced }: ReleaseProgress): boolean {
  return announced['new-release'] === 'detailed' || announced['details-came'] !== undefined;
}

/** When time alone makes something due: its announcement without details, or the end of the wait for them. */
export function nextDeadline(
  { status, announced, announceable, detectedAt }: ReleaseProgress,
  limits: DetailsLimits,
): Date | undefined {
  if (status !== 'detected') return undefined;
  const pending = announceable && announced['new-release'] === undefined;
  const waitMs = pending ? Math.min(limits.pendingAfterMs, limits.giveUpAfterMs) : limits.giveUpAfterMs;
  return new Date(Date.parse(detectedAt) + waitMs);
}
