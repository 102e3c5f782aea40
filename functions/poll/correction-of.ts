import { wasTold } from '../../shared/announce/due.ts';
import type { ReleaseRecord } from '../../shared/aws/records.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { packagesOfTrack } from '../../shared/packages/packages.ts';
import { buildReport, type ReportInput } from '../../shared/report/build-report.ts';
import { type Correction, correctionBetween } from '../../shared/report/correction.ts';
import type { Report } from '../../shared/report/report.ts';
import { readDetails } from './read-details.ts';

/**
 * What edits of the notes make different for people who were told of the release. Both reports are made from what is known
 * now, so that Regions and tracks that came in the meantime are no difference.
 */
export function correctionOf(
  record: ReleaseRecord,
  input: ReportInput,
  report: Report,
  entries: readonly BehaviourChange[],
): Correction | undefined {
  const { announceable, replaced, status } = record;
  if (replaced === undefined || status !== 'detailed' || !announceable || !wasTold(record)) return undefined;
  const read = readDetails({ ...record, details: replaced });
  const packages = read?.packages ?? new Map();
  const references = read?.facts.references ?? [];
  const before = buildReport({ ...input, packages, references }, entries);
  return correctionBetween(before, report, (track) => packagesOfTrack(packages, track).size > 0);
}
