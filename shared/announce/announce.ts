import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { describeProblem } from '../problem.ts';
import type { UnknownVersion } from '../report/certainty.ts';
import type { Correction } from '../report/correction.ts';
import type { ChangeGroup } from '../report/group-changes.ts';
import type { Finding, Report } from '../report/report.ts';
import type { Risk } from '../risks/risk.ts';
import { addressesOf } from './addresses.ts';
import { announcedRollout } from './announced-rollout.ts';
import {
  type AnnouncedChange,
  type AnnouncedFinding,
  type AnnouncedRisk,
  type AnnouncedUnknown,
  type Announcement,
  type AnnouncementKind,
  announcementVersion,
} from './announcement.ts';
import { type AnnouncedCorrection, correctionHeadline } from './correction-headline.ts';
import type { AnnouncedExposure } from './exposure.ts';
import { brings, headlineOf, raises } from './headline.ts';
import { rollbackHeadline } from './rollback.ts';

/** What makes an announcement more than its report and kind. */
export interface Edition {
  /** Which one of its kind it is, when a release can have several. 1 when missing. */
  readonly count?: number;
  /** What a `new-finding` corrects. */
  readonly correction?: Correction;
  /** Where the page and the feed are; unknown when missing. */
  readonly publicUrl?: string | undefined;
  /** What it is to the team's own setups. Whatever everybody can read is made without. */
  readonly exposure?: AnnouncedExposure | undefined;
}

/** The id of a release's announcement of one kind: the same on every try, another one for the next of its kind. */
export function announcementId(
  report: Pick<Report, 'stream' | 'release'>,
  kind: AnnouncementKind,
  count = 1,
): string {
  const id = `${report.stream}/${report.release}/${kind}`;
  return count === 1 ? id : `${id}/${count}`;
}

/** Whether an id is that of a release's first announcement, which all others of the release follow. */
export function isFirstOfRelease(id: string): boolean {
  return id.endsWith('/new-release');
}

/** The stream and the release that an id is of, as it begins: `eks-amazon-linux/v20240817`. */
export function releaseOfId(id: string): string {
  return id.split('/', 2).join('/');
}

/** Makes the message of a report. Behaviour changes that the tracks had before are background and stay out of it. */
export function announce(
  report: Report,
  kind: AnnouncementKind,
  entries: readonly BehaviourChange[],
  now: Date,
  { count = 1, correction, exposure, publicUrl }: Edition = {},
): Announcement {
  const findings = report.findings.flatMap((finding) => announcedFinding(finding, entries));
  const risks = report.risks.map(announcedRisk);
  const changes = tellingFirst(report.changes.map(announcedChange), findings, risks);
  const { status, severity, because } = report;
  const returned = report.returned ?? null;
  const told = { kind, status, severity, because, changes, findings, risks };
  const headline =
    (correction && correctionHeadline(announcedCorrection(correction, entries), told)) ??
    (returned !== null && kind === 'rolled-back'
      ? rollbackHeadline(returned, report.tracks)
      : headlineOf(told));
  return {
    ...addressesOf(publicUrl, report.release),
    version: announcementVersion,
    id: announcementId(report, kind, count),
    kind,
    stream: report.stream,
    release: report.release,
    status,
    severity,
    because,
    headline,
    detectedAt: report.detectedAt,
    announcedAt: now.toISOString(),
    tracks: report.tracks,
    firstSeen: report.firstSeen,
    comparedWith: report.comparedWith,
    changes,
    known: report.known ?? [],
    unknown: (report.unknown ?? []).map(announcedUnknown),
    findings,
    ...(exposure === undefined ? {} : { exposure }),
    ...announcedRollout(report.rollout),
    risks,
    returned,
    sources: report.sources,
    references: report.references ?? null,
    problems: problemsOf(report),
  };
}

function announcedCorrection(
  { how, moves, noMoves, findings, noFindings, risks }: Correction,
  entries: readonly BehaviourChange[],
): AnnouncedCorrection {
  const came = findings.flatMap((finding) => announcedFinding(finding, entries));
  return {
    how,
    moves: tellingFirst(moves.map(announcedChange), came, []),
    noMoves: noMoves.map(announcedChange),
    findings: came,
    noFindings: noFindings.flatMap((finding) => announcedFinding(finding, entries)),
    reasons: risks.map(({ reason }) => reason),
  };
}

/** The moves that brought a finding stand before all others, and then those that raised a risk, however far others went. */
export function tellingFirst(
  changes: readonly AnnouncedChange[],
  findings: readonly AnnouncedFinding[],
  risks: readonly AnnouncedRisk[],
): readonly AnnouncedChange[] {
  const loud = risks.filter(({ severity }) => severity !== 'routine');
  const rank = (change: AnnouncedChange) => {
    if (findings.some((finding) => brings(change, finding))) return 0;
    return loud.some((risk) => raises(change, risk)) ? 1 : 2;
  };
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

/** More problems than a person reads, and than SNS's 256 KB should be spent on; all of them are in the report. */
const toldProblems = 10;

function problemsOf({ problems }: Report): readonly string[] {
  const told = problems.slice(0, toldProblems).map(describeProblem);
  const left = problems.length - told.length;
  return left > 0 ? [...told, `and ${left} more, in the report`] : told;
}

/** A group of changes in the announcement's shape. */
export function announcedChange(group: ChangeGroup): AnnouncedChange {
  return {
    package: group.package,
    kind: group.kind,
    level: group.level ?? null,
    from: group.from ?? null,
    to: group.to ?? null,
    tracks: group.tracks,
    builds: group.builds.map(({ from, fromSource, to, toSource, tracks }) => ({
      from: from ?? null,
      to: to ?? null,
      fromSource: fromSource ?? null,
      toSource: toSource ?? null,
      tracks,
    })),
  };
}

/** What is not known, in the announcement's shape. */
export function announcedUnknown({ package: name, tracks }: UnknownVersion): AnnouncedUnknown {
  return { package: name ?? null, tracks };
}

/** A risk in the announcement's shape. */
export function announcedRisk({ package: name, ...risk }: Risk): AnnouncedRisk {
  return { ...risk, package: name ?? null };
}

/** A finding with what its entry says; one that is carried is background, and gives nothing. */
export function announcedFinding(finding: Finding, entries: readonly BehaviourChange[]): AnnouncedFinding[] {
  const entry = entries.find(({ id }) => id === finding.behaviourChange);
  if (entry === undefined || finding.direction === 'carried') return [];
  return [
    {
      behaviourChange: entry.id,
      direction: finding.direction,
      severity: finding.severity,
      tracks: finding.tracks,
      alreadyOn: finding.alreadyOn,
      packages: [...new Set(entry.affected.flatMap((where) => ('package' in where ? [where.package] : [])))],
      title: entry.title,
      summary: entry.summary,
      howToCheck: entry.howToCheck ?? [],
      remediation: entry.remediation,
      doesNotHelp: entry.doesNotHelp ?? [],
      references: entry.references.map(({ kind, url }) => ({ kind, url })),
    },
  ];
}
