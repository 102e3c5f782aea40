import { releaseNotesUrl, tagDate } from '../../parameters/release-tag.ts';
import { describeTracks } from '../../report/describe-tracks.ts';
import { compareSeverities, type ReportSeverity } from '../../report/severity.ts';
import type { AnnouncedFinding, Announcement } from '../announcement.ts';
import { describeMove } from '../headline.ts';

/** What a digest says of one behaviour change. */
export interface DigestFinding {
  /** `breaking change`, `taken back` */
  readonly mark: string;
  readonly severity: ReportSeverity;
  readonly title: string;
  readonly where: string;
  readonly summary: string;
  readonly howToCheck: readonly string[];
  readonly remediation: readonly string[];
  readonly links: readonly string[];
}

/** One release in a digest: the last that was said of it, since that is what counts now. */
export interface DigestRelease {
  readonly release: string;
  readonly date: string;
  readonly severity: ReportSeverity;
  readonly headline: string;
  readonly where: string;
  readonly withdrawn: boolean;
  readonly moves: readonly string[];
  readonly findings: readonly DigestFinding[];
  readonly notes: string;
}

/** What happened in a span of time, gravest first. Text and HTML are both made from it, so that they say the same. */
export interface Digest {
  /** ISO 8601 instants: after `from`, up to and with `to`. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly summary: string;
  readonly releases: readonly DigestRelease[];
}

/** More moves than a reader of a digest follows; the release notes have all. */
const shownMoves = 8;

/** The digest of what was announced in a span of time. Announcements outside it are left out. */
export function digestOf(announcements: readonly Announcement[], from: Date, to: Date): Digest {
  const within = announcements.filter(({ announcedAt }) => {
    const at = Date.parse(announcedAt);
    return at > from.getTime() && at <= to.getTime();
  });
  const releases = [...Map.groupBy(within, ({ release }) => release).values()]
    .flatMap((said) => said.toSorted((a, b) => a.announcedAt.localeCompare(b.announcedAt, 'en')).slice(-1))
    .map(releaseOf)
    .sort((a, b) => compareSeverities(a.severity, b.severity) || b.release.localeCompare(a.release, 'en'));
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    subject: subjectOf(releases),
    summary: summaryOf(releases),
    releases,
  };
}

function releaseOf(announcement: Announcement): DigestRelease {
  const { changes, findings, headline, kind, release, severity, tracks } = announcement;
  const withdrawn = kind === 'withdrawn';
  const moved = changes.filter(({ from, to }) => from !== null && to !== null && from !== to);
  const moves = moved.slice(0, shownMoves).map((change) => {
    const where = tracks.length === 1 ? '' : ` on ${describeTracks(change.tracks, tracks)}`;
    return `${describeMove(change)}${where}`;
  });
  const left = moved.length - moves.length;
  return {
    release,
    date: tagDate(release),
    severity,
    headline,
    where: describeTracks(tracks, tracks),
    withdrawn,
    moves: withdrawn ? [] : left > 0 ? [...moves, `and ${left} more`] : moves,
    findings: withdrawn ? [] : findings.map((finding) => findingOf(finding, announcement)),
    notes: releaseNotesUrl(release),
  };
}

function findingOf(finding: AnnouncedFinding, { tracks }: Announcement): DigestFinding {
  const arrived = finding.direction === 'introduced';
  return {
    mark: arrived ? `${finding.severity} change` : 'taken back',
    severity: arrived ? finding.severity : 'routine',
    title: finding.title,
    where: describeTracks(finding.tracks, tracks),
    summary: arrived ? finding.summary : '',
    howToCheck: arrived ? finding.howToCheck : [],
    remediation: arrived ? finding.remediation : [],
    links: finding.references.map(({ url }) => url),
  };
}

function subjectOf(releases: readonly DigestRelease[]): string {
  const [gravest] = releases;
  if (gravest === undefined) return 'EKS AMIs: nothing new';
  const more = releases.length - 1;
  const rest = more === 0 ? '' : ` and ${more} more release${more === 1 ? '' : 's'}`;
  return `EKS AMIs: ${gravest.release} ${gravest.severity}${rest}`;
}

function summaryOf(releases: readonly DigestRelease[]): string {
  if (releases.length === 0) return 'No EKS AMI release was announced, and none was taken back.';
  const counts = [...Map.groupBy(releases, ({ severity }) => severity)].map(
    ([severity, list]) => `${list.length} ${severity}`,
  );
  const withdrawn = releases.filter((release) => release.withdrawn).length;
  const number = releases.length === 1 ? '1 release' : `${releases.length} releases`;
  return `${number}: ${counts.join(', ')}${withdrawn > 0 ? `; ${withdrawn} taken back by AWS` : ''}.`;
}
