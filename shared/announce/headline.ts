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
  const subject = subjectOf(told);
  if (subject !== undefined) return `${subject.words}${verdictOn(subject, told)}`;
  const unreviewed = unreviewedOf(told);
  if (unreviewed !== undefined) return unreviewed;
  if (told.severity !== 'routine') return `New AMIs: ${told.because}`;
  const [first] = told.changes;
  if (first === undefined) return 'No package moved, no known behaviour change';
  const others = told.changes.length - 1;
  const more = others === 0 ? '' : ` and ${others} more move${others === 1 ? '' : 's'}`;
  return `${describeMove(first)}${more}, no known behaviour change`;
}

/** What a headline begins with, and the findings that it speaks of. */
interface Subject {
  readonly words: string;
  readonly own: readonly AnnouncedFinding[];
}

/** The move that brought a deciding finding on its tracks, or the title of one that no package's version shows. */
function subjectOf({ changes, findings, severity }: Told): Subject | undefined {
  const deciding = findings.filter((one) => findingWeight(one.severity, one.direction) === severity);
  const move = changes.find((change) => deciding.some((finding) => brings(change, finding)));
  if (move !== undefined) {
    const moves = changes.filter((change) => change.package === move.package);
    const own = findings.filter((finding) => moves.some((change) => brings(change, finding)));
    return { words: `${describeMove(move)}: ${countsOf(own, knownChanges)}`, own };
  }
  const first = deciding.find(({ direction }) => direction === 'introduced') ?? deciding[0];
  if (first === undefined) return undefined;
  const words = first.direction === 'reverted' ? `No longer so: ${first.title}` : first.title;
  return { words, own: [first] };
}

/** What came and went that the subject has nothing to do with, and what all of it asks of the reader. */
function verdictOn({ own }: Subject, { findings, severity }: Told): string {
  const others = findings.filter((finding) => !own.includes(finding));
  const beside = others.length === 0 ? '' : `; ${countsOf(others, otherChanges)}`;
  const advice = adviceOf(findings, severity);
  return `${beside}${advice === '' ? '' : `, ${advice}`}`;
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

/** `2 known behaviour changes in, 1 taken back`; the first number is said by `first`. */
export function countsOf(findings: readonly AnnouncedFinding[], first: (number: number) => string): string {
  const introduced = findings.filter(({ direction }) => direction === 'introduced').length;
  const reverted = findings.length - introduced;
  return [
    ...(introduced > 0 ? [`${first(introduced)} in`] : []),
    ...(reverted > 0 ? [`${introduced > 0 ? reverted : first(reverted)} taken back`] : []),
  ].join(', ');
}

/** What findings ask of the reader; empty where that is nothing. */
export function adviceOf(findings: readonly AnnouncedFinding[], severity: ReportSeverity): string {
  if (severity === 'breaking') return 'act before your nodes roll';
  return findings.some(({ direction }) => direction === 'introduced') ? 'read before your nodes roll' : '';
}

export function otherChanges(number: number): string {
  return number === 1 ? '1 other change' : `${number} other changes`;
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
