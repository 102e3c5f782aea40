import type { ReportSeverity } from '../report/severity.ts';
import type { AnnouncementKind } from './announcement.ts';

/**
 * Severities that wake people unless a route says otherwise: what is known to break nodes, and what nobody has reviewed.
 * The rest is for digests and the feed.
 */
export const alertSeverities: readonly ReportSeverity[] = ['breaking', 'unreviewed'];

/**
 * Whether an announcement goes to an alert route by default. A release that AWS took back does, whatever was in it: nodes
 * may be rolling to it.
 */
export function alertsByDefault({
  kind,
  severity,
}: {
  readonly kind: AnnouncementKind;
  readonly severity: ReportSeverity;
}): boolean {
  return kind === 'withdrawn' || alertSeverities.includes(severity);
}
