import type { Severity } from '../behaviour/behaviour-change.ts';
import type { Direction } from '../behaviour/match.ts';

/** A report's severity: a known behaviour change's, or `routine` without any, or `unknown` while the packages are not known. */
export type ReportSeverity = Severity | 'unknown' | 'routine';

/** From what wakes people to what does not. */
export const severities = ['breaking', 'security', 'behaviour', 'deprecation', 'unknown', 'routine'] as const;

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
