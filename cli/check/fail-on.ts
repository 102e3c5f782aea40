import { type Severity, severities } from '../../shared/behaviour/behaviour-change.ts';
import { compareSeverities } from '../../shared/report/severity.ts';
import type { CheckReport } from './check-report.ts';
import { exposuresOf } from './exposures.ts';

/** From what on the check fails: any exposure by default, one of a severity, also what cannot be told or files without a setup, or never. */
export const failOnChoices = ['exposed', ...severities, 'cannot-tell', 'never'] as const;
export type FailOn = 'exposed' | Severity | 'cannot-tell' | 'never';

/** Whether the pipeline is to stop. */
export function isFound(report: CheckReport, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  if (failOn === 'cannot-tell') return report.verdict !== 'not-exposed';
  if (failOn === 'exposed') return report.verdict === 'exposed';
  return exposuresOf(report).some(({ entry }) => compareSeverities(entry.severity, failOn) <= 0);
}
