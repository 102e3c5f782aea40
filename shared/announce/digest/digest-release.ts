import { releaseNotesUrl, tagDate } from '../../parameters/release-tag.ts';
import { describeTracks } from '../../report/describe-tracks.ts';
import { compareSeverities, type ReportSeverity } from '../../report/severity.ts';
import { describeAffected } from '../affected.ts';
import type { AnnouncedFinding, Announcement, AnnouncementKind } from '../announcement.ts';
import { findingMark } from '../finding-mark.ts';
import { describeMove } from '../headline.ts';
import { describeStayOn } from '../stay-on.ts';

/** What a digest says of one behaviour change. */
export interface DigestFinding {
  /** `breaking change`, `taken back` */
  readonly mark: string;
  readonly severity: ReportSeverity;
  readonly title: string;
  readonly where: string;
  /** Empty where it is explained above, or was taken back: nobody has to act on that. */
  readonly summary: string;
  readonly howToCheck: readonly string[];
  readonly remediation: readonly string[];
  readonly doesNotHelp: readonly string[];
  readonly links: readonly string[];
}

/** One release in a digest: the last that was said of all of it, since that is what counts now. */
export interface DigestRelease {
  readonly release: string;
  readonly date: string;
  readonly severity: ReportSeverity;
  /** `details came`: what is new of a release that readers may know. */
  readonly note?: string;
  readonly headline: string;
  readonly where: string;
  readonly withdrawn: boolean;
  /** What else was said of it in the period, oldest first. */
  readonly before: readonly string[];
  readonly moves: readonly string[];
  readonly findings: readonly DigestFinding[];
  /** What general rules raised: `containerd 1.7 → 2.1: a new major, AL2023, …`. */
  readonly risks: readonly string[];
  /** What keeps nodes on the release before. */
  readonly stayOn?: string;
  readonly notes: string;
  /** Where all of it is on the page. */
  readonly page?: string;
}

/** What a kind of announcement is to somebody who heard of the release before. */
const notes: Readonly<Record<AnnouncementKind, string | undefined>> = {
  'new-release': undefined,
  'details-came': 'details came',
  'details-unavailable': 'details were never published',
  'new-finding': 'what is known of it has changed',
  'new-track': 'AMIs that were not there before',
  'rolled-back': 'left for an older one in places',
  withdrawn: 'taken back by AWS',
};

/** More moves than a reader of a digest follows; the release notes have all. */
const shownMoves = 8;
/** Behaviour changes that are explained in one digest, a screen of a phone each; the others have their title and links. */
const explained = 12;
/** Further ones are in the announcement; one that is not explained here needs the first alone. */
const explainedLinks = 4;

/** What was said of each release, gravest first. A behaviour change is explained once, where it stands first. */
export function releasesOf(announcements: readonly Announcement[]): readonly DigestRelease[] {
  const known = new Set<string>();
  const explain = ({ behaviourChange, direction }: AnnouncedFinding): boolean => {
    if (direction !== 'introduced' || known.has(behaviourChange) || known.size === explained) return false;
    known.add(behaviourChange);
    return true;
  };
  return [...Map.groupBy(announcements, ({ release }) => release).values()]
    .map((said) => said.toSorted((a, b) => a.announcedAt.localeCompare(b.announcedAt, 'en')))
    .flatMap((said) => {
      const last = said.findLast(isWhole) ?? said.at(-1);
      return last === undefined ? [] : [{ last, before: said.filter((each) => each !== last) }];
    })
    .sort(
      ({ last: a }, { last: b }) =>
        compareSeverities(a.severity, b.severity) || b.release.localeCompare(a.release, 'en'),
    )
    .map(({ before, last }) => releaseOf(last, before, explain));
}

/** News of tracks say nothing of what a release brings: they never stand for what does. */
function isWhole({ kind }: Announcement): boolean {
  return kind !== 'new-track';
}

function releaseOf(
  announcement: Announcement,
  before: readonly Announcement[],
  explain: (finding: AnnouncedFinding) => boolean,
): DigestRelease {
  const { changes, findings, headline, kind, page, release, risks, severity, tracks } = announcement;
  const stayOn = describeStayOn(announcement);
  const withdrawn = kind === 'withdrawn';
  const moved = changes.filter(({ from, to }) => from !== null && to !== null && from !== to);
  const moves = moved.slice(0, shownMoves).map((change) => {
    const where = tracks.length === 1 ? '' : ` on ${describeTracks(change.tracks, tracks)}`;
    return `${describeMove(change)}${where}`;
  });
  const left = moved.length - moves.length;
  const note = notes[kind];
  return {
    release,
    date: tagDate(release),
    severity,
    ...(note === undefined ? {} : { note }),
    headline,
    where: describeAffected(announcement),
    withdrawn,
    before: before.map((earlier) => `${earlier.announcedAt.slice(0, 10)}: ${earlier.headline}`),
    moves: withdrawn ? [] : left > 0 ? [...moves, `and ${left} more`] : moves,
    findings: withdrawn ? [] : findings.map((finding) => findingOf(finding, announcement, explain(finding))),
    risks: withdrawn
      ? []
      : risks
          .filter((risk) => risk.severity !== 'routine')
          .map(({ reason, tracks: where }) => `${reason}, on ${describeTracks(where, tracks)}`),
    ...(stayOn === undefined ? {} : { stayOn }),
    notes: releaseNotesUrl(release),
    ...(page === undefined ? {} : { page }),
  };
}

function findingOf(finding: AnnouncedFinding, { tracks }: Announcement, whole: boolean): DigestFinding {
  return {
    mark: findingMark(finding),
    severity: finding.direction === 'introduced' ? finding.severity : 'routine',
    title: finding.title,
    where: describeTracks(finding.tracks, tracks),
    summary: whole ? finding.summary : '',
    howToCheck: whole ? finding.howToCheck : [],
    remediation: whole ? finding.remediation : [],
    doesNotHelp: whole ? finding.doesNotHelp : [],
    links: finding.references.slice(0, whole ? explainedLinks : 1).map(({ url }) => url),
  };
}
