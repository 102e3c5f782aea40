import { compareSeverities, findingWeight } from '../report/severity.ts';
import type { AnnouncedFinding, Announcement } from './announcement.ts';
import { bytesOf } from './cut.ts';

/**
 * Bytes of an announcement within a message, where its quotes are escaped. SNS takes 256 KB with all parts and attributes:
 * that leaves 82,000 for the mail and the attributes. The longest recorded announcement has 21,000.
 */
export const announcementLimit = 180_000;

/**
 * An announcement that every receiver takes: one that is too long loses first the builds, then the changes at the end, then the
 * least grave findings, and `leftOut` says how many. One that fits is given back as it is.
 */
export function boundAnnouncement(announcement: Announcement): Announcement {
  if (sizeOf(announcement) <= announcementLimit) return announcement;
  const changes = announcement.changes.map((change) => ({ ...change, builds: [] }));
  const builds = announcement.changes.reduce((sum, change) => sum + change.builds.length, 0);
  const light = { ...announcement, changes, leftOut: { builds, changes: 0, findings: 0 } };
  if (sizeOf(light) <= announcementLimit) return light;

  let room = announcementLimit - sizeOf({ ...light, changes: [], findings: [] });
  const fits = (item: unknown) => {
    room -= sizeOf(item) + ','.length;
    return room >= 0;
  };
  const kept = new Set(takeWhile(announcement.findings.toSorted(byWeight), fits));
  const findings = announcement.findings.filter((finding) => kept.has(finding));
  const shown = room < 0 ? [] : takeWhile(changes, fits);
  const leftOut = {
    builds,
    changes: changes.length - shown.length,
    findings: announcement.findings.length - findings.length,
  };
  return { ...light, changes: shown, findings, leftOut };
}

/** UTF-8 bytes of a value as JSON within a JSON string. */
export function sizeOf(value: unknown): number {
  return bytesOf(JSON.stringify(JSON.stringify(value)));
}

function byWeight(a: AnnouncedFinding, b: AnnouncedFinding): number {
  return compareSeverities(findingWeight(a.severity, a.direction), findingWeight(b.severity, b.direction));
}

function takeWhile<T>(items: readonly T[], wanted: (item: T) => boolean): readonly T[] {
  const end = items.findIndex((item) => !wanted(item));
  return end === -1 ? items : items.slice(0, end);
}
