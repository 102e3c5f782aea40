import type { ReleaseStatus } from '../report/report.ts';
import { findingWeight, type ReportSeverity } from '../report/severity.ts';
import type { AnnouncedChange, AnnouncedFinding, AnnouncedRisk, AnnouncementKind } from './announcement.ts';

/** What a headline is made from. */
export interface Told {
  readonly kind: AnnouncementKind;
  readonly status: ReleaseStatus;
  readonly severity: ReportSeverity;
  readonly because: string;
  readonly changes: readonly AnnouncedChange[];
  readonly findings: readonly AnnouncedFinding[];
  readonly risks: readonly AnnouncedRisk[];
}

/** The first line: what moved, and whether the reader has to act. */
export function headlineOf(told: Told): string {
  if (told.kind === 'withdrawn') return 'Taken back by AWS: do not roll nodes to it';
  if (told.status === 'details-unavailable')
    return 'New AMIs, and their package versions were never published: what changed is unknown';
  if (told.status === 'detected') return 'New AMIs, details pending: what changed is not known yet';
  const telling = told.findings.filter(
    (finding) => findingWeight(finding.severity, finding.direction) === told.severity,
  );
  const subject = subjectOf(telling, told.changes);
  if (subject !== undefined) return `${subject}: ${verdictOf(told)}`;
  const unreviewed = unreviewedOf(told);
  if (unreviewed !== undefined) return unreviewed;
  if (told.severity !== 'routine') return `New AMIs: ${told.because}`;
  const [first] = told.changes;
  if (first === undefined) return 'No package moved, no known behaviour change';
  const others = told.changes.length - 1;
  const more = others === 0 ? '' : ` and ${others} more move${others === 1 ? '' : 's'}`;
  return `${describeMove(first)}${more}, no known behaviour change`;
}

/** The move that brought a finding on its tracks, or the title of one that no package's version shows. */
function subjectOf(
  findings: readonly AnnouncedFinding[],
  changes: readonly AnnouncedChange[],
): string | undefined {
  const move = changes.find((change) => findings.some((finding) => brings(change, finding)));
  if (move !== undefined) return describeMove(move);
  const [first] = findings;
  return first?.direction === 'reverted' ? `No longer so: ${first.title}` : first?.title;
}

/** Whether a move brought a finding: the same package can move elsewhere without meeting the behaviour change. */
export function brings(change: AnnouncedChange, finding: AnnouncedFinding): boolean {
  const tracks = new Set(finding.tracks);
  return finding.packages.includes(change.package) && change.tracks.some((track) => tracks.has(track));
}

/** The risk that decides, of those the one on most tracks. */
function unreviewedOf({ risks, severity }: Told): string | undefined {
  const deciding = risks
    .filter((risk) => risk.severity === severity && severity !== 'routine')
    .toSorted((a, b) => b.tracks.length - a.tracks.length);
  const [first] = deciding;
  if (first === undefined) return undefined;
  const more = deciding.length === 1 ? '' : ` and ${deciding.length - 1} more`;
  return `${first.reason}${more}, which nobody has reviewed yet: try it before your nodes roll`;
}

/** Whether a move is what a risk was raised for. */
export function raises(change: AnnouncedChange, risk: AnnouncedRisk): boolean {
  const tracks = new Set(risk.tracks);
  return risk.package === change.package && change.tracks.some((track) => tracks.has(track));
}

/** How many known behaviour changes came and went, and what that asks of the reader; empty when none did. */
export function verdictOf({ findings, severity }: Pick<Told, 'findings' | 'severity'>): string {
  const introduced = findings.filter(({ direction }) => direction === 'introduced').length;
  const reverted = findings.length - introduced;
  const counts = [
    ...(introduced > 0 ? [`${knownChanges(introduced)} in`] : []),
    ...(reverted > 0 ? [`${introduced > 0 ? reverted : knownChanges(reverted)} taken back`] : []),
  ];
  const advice =
    severity === 'breaking'
      ? ', act before your nodes roll'
      : introduced > 0
        ? ', read before your nodes roll'
        : '';
  return `${counts.join(', ')}${advice}`;
}

export function knownChanges(number: number): string {
  return number === 1 ? '1 known behaviour change' : `${number} known behaviour changes`;
}

/** `containerd 1.7.11 → 1.7.20`, `containerd 1.7.20 → 1.7.11 (downgrade)`, `ena 2.13.2g now reported`. */
export function describeMove({ package: name, kind, from, to }: AnnouncedChange): string {
  switch (kind) {
    case 'upgraded':
      return `${name} ${from} → ${to}`;
    case 'downgraded':
      return `${name} ${from} → ${to} (downgrade)`;
    case 'rebuilt':
      return `${name} ${from} → ${to} (rebuild)`;
    case 'added':
      return `${name} ${to} added`;
    case 'removed':
      return `${name} ${from} removed`;
    case 'now-reported':
      return `${name} ${to} now reported`;
    case 'no-longer-reported':
      return `${name} ${from} no longer reported`;
  }
}
