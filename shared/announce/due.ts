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
): AnnouncementKind | undefined {
  const { status, announced } = release;
  const first = announced['new-release'];
  if (status === 'withdrawn') {
    // Told of a baseline too, and of a release that was not announced yet: nodes may run it all the same.
    return announced.withdrawn === undefined ? 'withdrawn' : undefined;
  }
  if (!release.announceable) return undefined;
  if (first === undefined) {
    const waited = now.getTime() - Date.parse(release.detectedAt);
    return status === 'detected' && waited < limits.pendingAfterMs ? undefined : 'new-release';
  }
  if (first !== 'detected') return undefined;
  if (status === 'detailed' && announced['details-came'] === undefined) return 'details-came';
  if (status === 'details-unavailable' && announced['details-unavailable'] === undefined)
    return 'details-unavailable';
  return undefined;
}

/** Whether the release still owes something: details, or an announcement. */
export function owesWork(release: ReleaseProgress, now: Date, limits: DetailsLimits): boolean {
  return release.status === 'detected' || dueAnnouncement(release, now, limits) !== undefined;
}
