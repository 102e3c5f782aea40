import type { Severity } from '../behaviour/behaviour-change.ts';
import type { Direction } from '../behaviour/match.ts';
import type { RiskSeverity } from '../risks/risk.ts';

/** A report's severity: a known behaviour change's or an unreviewed risk's, `routine` without any, or `unknown` while the packages are not known. */
export type ReportSeverity = RiskSeverity | 'unknown';

/** From what wakes people to what does not. What nobody has reviewed may break: only what is known to break is graver. */
export const severities = [
  'breaking',
  'unreviewed',
  'security',
  'behaviour',
  'deprecation',
  'unknown',
  'routine',
] as const satisfies readonly ReportSeverity[];

/** Negative when `a` is the graver one. */
export function compareSeverities(a: ReportSeverity, b: ReportSeverity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/**
 * What a finding adds to its report: a behaviour change that comes in weighs what its entry says. One that is taken back
 * changes how nodes behave too, but breaks nothing new; one that was there before is background.
 */
export function findingWeight(severity: Severity, direction: Direction): ReportSeverity {
  if (direction === 'introduced') return severity;
  if (direction === 'carried') return 'routine';
  return compareSeverities(severity, 'behaviour') < 0 ? 'behaviour' : severity;
}
