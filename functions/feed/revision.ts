import { createHash } from 'node:crypto';
import type { Report } from '../../shared/report/report.ts';

/** Names what a report says: another text for another report. */
export function revisionOf(report: Report): string {
  return createHash('sha256').update(JSON.stringify(report)).digest('base64url').slice(0, 16);
}
