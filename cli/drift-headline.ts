import type { Verification } from '../shared/feed/verification.ts';
import { compareSeverities, type ReportSeverity } from '../shared/report/severity.ts';

/** What drifted and what comes of it, in a sentence: `1 package drifted: it brings in 2 BREAKING.` */
export function driftHeadline({ groups, outcome }: Verification): string | undefined {
  if (outcome !== 'drifted') return undefined;
  const packages = new Set(groups.flatMap(({ drift }) => drift.map((line) => line.package)));
  const findings = groups.flatMap((group) => group.findings);
  const ofDirection = (direction: string) =>
    countsOf(findings.filter((finding) => finding.direction === direction));
  const risks = groups.flatMap((group) => group.risks);
  const [brought, taken] = [ofDirection('introduced'), ofDirection('reverted')];
  const unreviewed = new Set(risks.map((risk) => JSON.stringify(risk))).size;
  const parts = [
    brought === '' ? '' : `brings in ${brought}`,
    unreviewed === 0 ? '' : `raises ${unreviewed} UNREVIEWED`,
    taken === '' ? '' : `takes away ${taken}`,
  ].filter((part) => part !== '');
  const [subject, word] = packages.size === 1 ? ['1 package', 'it'] : [`${packages.size} packages`, 'that'];
  const meaning =
    parts.length === 0 ? 'no known behaviour change comes of it' : `${word} ${parts.join(', ')}`;
  return `${subject} drifted: ${meaning}.`;
}

/** `2 BREAKING, 1 SECURITY`: each behaviour change once, however many nodes meet it, and the gravest first. */
function countsOf(
  findings: readonly { readonly behaviourChange: string; readonly severity: ReportSeverity }[],
): string {
  const byId = new Map(findings.map((finding) => [finding.behaviourChange, finding.severity]));
  return [...Map.groupBy(byId.values(), (severity) => severity)]
    .toSorted(([a], [b]) => compareSeverities(a, b))
    .map(([severity, all]) => `${all.length} ${severity.toUpperCase()}`)
    .join(', ');
}
