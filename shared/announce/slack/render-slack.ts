import { releaseNotesUrl, tagDate } from '../../parameters/release-tag.ts';
import { describeTracks } from '../../report/describe-tracks.ts';
import type { ReportSeverity } from '../../report/severity.ts';
import { describeAffected } from '../affected.ts';
import { describeRollout } from '../announced-rollout.ts';
import type { AnnouncedFinding, Announcement } from '../announcement.ts';
import { describeExposure } from '../exposure.ts';
import { describeMove } from '../headline.ts';
import { describeWarnings } from '../provenance.ts';
import { describeReturned } from '../rollback.ts';
import { isTakenBack, stayOn, stayOnVerb } from '../stay-on.ts';
import { type Block, context, header, lengthOf, plainContext, section } from './blocks.ts';
import { findingBlocks, shortFinding } from './findings.ts';
import { escapeMrkdwn, linesWithin, link } from './mrkdwn.ts';

/** A message as chat.postMessage and an incoming webhook take it. */
export interface SlackMessage {
  /** For notifications, and for whatever cannot show blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** The reader finds the grave ones in a full channel by their colour. */
const marks: Readonly<Record<ReportSeverity, string>> = {
  breaking: ':red_circle:',
  unreviewed: ':warning:',
  security: ':shield:',
  behaviour: ':large_orange_circle:',
  deprecation: ':large_yellow_circle:',
  unknown: ':grey_question:',
  routine: ':white_circle:',
};

/** Slack takes 50 blocks and about 13,200 characters in all; a message near that is not read on a phone. */
const mostBlocks = 30;
const mostCharacters = 9000;
/** Findings with their checks and steps; the others are a line each. */
const explained = 3;
const movesLength = 1500;

/**
 * The announcement as a Slack message: whether to act, what moved, who is affected, how to see it, what to do, where to read more.
 * A routine release is one line.
 */
export function renderSlack(announcement: Announcement): SlackMessage {
  const { headline, release, severity } = announcement;
  return {
    text: `${marks[severity]} EKS AMI ${release} [${severity}]: ${escapeMrkdwn(headline)}`,
    blocks: isOneLine(announcement) ? [oneLine(announcement)] : whole(announcement),
    unfurl_links: false,
    unfurl_media: false,
  };
}

function isOneLine(announcement: Announcement): boolean {
  const { findings, severity } = announcement;
  return severity === 'routine' && findings.length === 0 && !isTakenBack(announcement);
}

function oneLine(announcement: Announcement): Block {
  const { headline, release, severity } = announcement;
  return section(`${marks[severity]} *EKS AMI ${release}* ${escapeMrkdwn(headline)}. ${links(announcement)}`);
}

function whole(announcement: Announcement): readonly Block[] {
  const { findings, headline, severity } = announcement;
  const takenBack = isTakenBack(announcement);
  const grave = findings.filter(({ direction }) => direction === 'introduced');
  const [first, rest] = [
    grave.slice(0, explained),
    findings.filter((one) => !grave.slice(0, explained).includes(one)),
  ];
  const top = [
    header(`${marks[severity]} ${headline}`),
    ...exposed(announcement),
    context(where(announcement)),
    ...(takenBack ? whereReturned(announcement) : [...warnings(announcement), ...moves(announcement)]),
  ];
  const bottom = [
    ...(takenBack || rest.length === 0 ? [] : [section(others(announcement, rest))]),
    ...(takenBack ? [] : risks(announcement)),
    ...(announcement.problems.length === 0 ? [] : [plainContext(`⚠ ${announcement.problems.join('\n⚠ ')}`)]),
    context([hold(announcement), links(announcement)].filter((words) => words !== '').join('\n')),
  ];
  const middle = takenBack ? [] : first.map((finding) => findingBlocks(finding, announcement));
  return withinLimits(top, middle, bottom);
}

/** What does not fit is dropped from the middle, the least grave finding first: its title stands in the links' place. */
function withinLimits(
  top: readonly Block[],
  middle: readonly (readonly Block[])[],
  bottom: readonly Block[],
): readonly Block[] {
  for (let kept = middle.length; kept >= 0; kept -= 1) {
    const blocks = [...top, ...middle.slice(0, kept).flat(), ...bottom];
    const characters = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
    if (blocks.length <= mostBlocks && characters <= mostCharacters) return blocks;
  }
  return [...top, ...bottom];
}

/** `*v20240817* · 2024-08-17 · AL2 and AL2023, Kubernetes 1.23–1.30 · seen in us-east-1 43 of 43 · compared with v20240729` */
function where(announcement: Announcement): string {
  const { comparedWith, release, severity } = announcement;
  const compared = [...comparedWith].sort((a, b) => b.tracks.length - a.tracks.length);
  const previous = compared.slice(0, 3).map((one) => one.release);
  const seen = describeRollout(announcement);
  return [
    `*${severity.toUpperCase()}*`,
    `EKS AMI *${release}*`,
    tagDate(release),
    escapeMrkdwn(describeAffected(announcement)),
    ...(seen === undefined ? [] : [escapeMrkdwn(seen)]),
    ...(previous.length > 0
      ? [`compared with ${previous.join(', ')}${compared.length > 3 ? ' …' : ''}`]
      : []),
  ].join(' · ');
}

/** What it is to the team's own setups. */
function exposed(announcement: Announcement): readonly Block[] {
  const words = describeExposure(announcement);
  return words === '' ? [] : [section(`*${escapeMrkdwn(words)}*`)];
}

/** Where parameters went back from it; once all have, there is nothing to tell apart. */
function whereReturned({ returned, status, tracks }: Announcement): readonly Block[] {
  if (returned === null || status === 'withdrawn') return [];
  return [section(describeReturned(returned, tracks).map(escapeMrkdwn).join('\n'))];
}

function moves({ changes, tracks }: Announcement): readonly Block[] {
  const shown = changes.filter(
    ({ kind }) => !['rebuilt', 'now-reported', 'no-longer-reported'].includes(kind),
  );
  if (shown.length === 0) return [];
  const lines = shown.map((change) => {
    const place = describeTracks(change.tracks, tracks);
    return `• *${escapeMrkdwn(describeMove(change))}*${tracks.length === 1 ? '' : `  ${escapeMrkdwn(place)}`}`;
  });
  const { left, text } = linesWithin(lines, movesLength);
  return [section(`${text}${left > 0 ? `\n• and ${left} more move${left === 1 ? '' : 's'}` : ''}`)];
}

/** Callouts of AWS that are more than a note; their words stay where they are. */
function warnings({ references, release }: Announcement): readonly Block[] {
  const lines = describeWarnings(references?.callouts ?? [], release);
  return lines.length === 0 ? [] : [section(lines.map(escapeMrkdwn).join('\n'))];
}

/** What general rules raised, a line each. */
function risks({ risks: raised, tracks }: Announcement): readonly Block[] {
  const told = raised.filter(({ severity }) => severity !== 'routine');
  if (told.length === 0) return [];
  const { left, text } = linesWithin(
    told.map(({ readMore, reason, tracks: where }) => {
      const [url] = readMore.slice(-1);
      const more = url === undefined ? '' : `  ${link(url, 'what upstream says')}`;
      return `• ${escapeMrkdwn(`${reason}, ${describeTracks(where, tracks)}`)}${more}`;
    }),
    movesLength,
  );
  return [section(`*UNREVIEWED*\n${text}${left > 0 ? `\n• and ${left} more` : ''}`)];
}

function others(announcement: Announcement, findings: Announcement['findings']): string {
  const { left, text } = linesWithin(
    findings.map((finding) => `• ${shortFinding(finding, announcement)}`),
    movesLength,
  );
  return `${text}${left > 0 ? `\n• and ${left} more` : ''}`;
}

/** What pins nodes to the release before, which has a link of its own. */
function hold(announcement: Announcement): string {
  const stay = stayOn(announcement);
  if (stay === undefined) return '';
  const release = link(releaseNotesUrl(stay.release), stay.release);
  return `${stayOnVerb(announcement)} ${release}: ${escapeMrkdwn(stay.how)}.`;
}

function links({ findings, page, release }: Announcement): string {
  const isGrave = ({ direction }: AnnouncedFinding) => direction === 'introduced';
  const explainedFirst = findings.toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
  const issues = explainedFirst.flatMap(({ references }) => references.slice(0, 1)).slice(0, explained);
  return [
    ...(page === undefined ? [] : [link(page, 'all of it')]),
    link(releaseNotesUrl(release), 'release notes'),
    ...issues.map(({ kind, url }) => link(url, nameOf(kind, url))),
  ].join(' · ');
}

/** `containerd#10589`, `CHANGELOG.md of runc`: so that two of a kind are told apart. */
function nameOf(kind: string, url: string): string {
  const issue = /github\.com\/[^/]+\/([^/]+)\/(?:issues|pull)\/(\d+)/.exec(url);
  if (issue !== null) return `${issue[1]}#${issue[2]}`;
  const file = /github\.com\/[^/]+\/([^/]+)\/(?:blob|releases\/tag)\/(?:.*\/)?([^/#]+)/.exec(url);
  return file === null ? kind : `${file[2]} of ${file[1]}`;
}
