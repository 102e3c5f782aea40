import { releaseNotesUrl, tagDate } from '../../parameters/release-tag.ts';
import { describeTracks } from '../../report/describe-tracks.ts';
import type { ReportSeverity } from '../../report/severity.ts';
import type { Announcement } from '../announcement.ts';
import { describeMove } from '../headline.ts';
import { describeReturned } from '../rollback.ts';
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

export interface SlackOptions {
  /** The address of the release on the page, where one is deployed. */
  readonly pageUrl?: string;
}

/** The reader finds the grave ones in a full channel by their colour. */
const marks: Readonly<Record<ReportSeverity, string>> = {
  breaking: ':red_circle:',
  security: ':shield:',
  unreviewed: ':mag:',
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
export function renderSlack(announcement: Announcement, options: SlackOptions = {}): SlackMessage {
  const { headline, release, severity } = announcement;
  return {
    text: `${marks[severity]} EKS AMI ${release} [${severity}]: ${escapeMrkdwn(headline)}`,
    blocks: isOneLine(announcement) ? [oneLine(announcement, options)] : whole(announcement, options),
    unfurl_links: false,
    unfurl_media: false,
  };
}

function isOneLine(announcement: Announcement): boolean {
  const { findings, severity } = announcement;
  return severity === 'routine' && findings.length === 0 && !isTakenBack(announcement);
}

/** What a release brings is of no use to those who must not take it. */
function isTakenBack({ kind }: Announcement): boolean {
  return kind === 'withdrawn' || kind === 'rolled-back';
}

function oneLine(announcement: Announcement, options: SlackOptions): Block {
  const { headline, release, severity } = announcement;
  return section(
    `${marks[severity]} *EKS AMI ${release}* ${escapeMrkdwn(headline)}. ${links(announcement, options)}`,
  );
}

function whole(announcement: Announcement, options: SlackOptions): readonly Block[] {
  const { findings, headline, severity } = announcement;
  const takenBack = isTakenBack(announcement);
  const grave = findings.filter(({ direction }) => direction === 'introduced');
  const [first, rest] = [
    grave.slice(0, explained),
    findings.filter((one) => !grave.slice(0, explained).includes(one)),
  ];
  const top = [
    header(`${marks[severity]} ${headline}`),
    context(where(announcement)),
    ...(takenBack ? whereReturned(announcement) : moves(announcement)),
  ];
  const bottom = [
    ...(takenBack || rest.length === 0 ? [] : [section(others(announcement, rest))]),
    ...(takenBack ? [] : risks(announcement)),
    ...(announcement.problems.length === 0 ? [] : [plainContext(`⚠ ${announcement.problems.join('\n⚠ ')}`)]),
    context([hold(announcement), links(announcement, options)].filter((words) => words !== '').join('\n')),
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
function where({ comparedWith, release, rollout, severity, tracks }: Announcement): string {
  const compared = [...comparedWith].sort((a, b) => b.tracks.length - a.tracks.length);
  const previous = compared.slice(0, 3).map((one) => one.release);
  const seen = rollout.slice(0, 4).map(({ of, region, tracks: here }) => `${region} ${here}/${of}`);
  const further = rollout.length - seen.length;
  return [
    `*${severity.toUpperCase()}*`,
    `EKS AMI *${release}*`,
    tagDate(release),
    escapeMrkdwn(describeTracks(tracks, tracks)),
    ...(seen.length > 0
      ? [`seen in ${seen.join(', ')}${further > 0 ? ` and ${further} more Regions` : ''}`]
      : []),
    ...(previous.length > 0
      ? [`compared with ${previous.join(', ')}${compared.length > 3 ? ' …' : ''}`]
      : []),
  ].join(' · ');
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

/** What general rules raised and nobody has reviewed: the reason and the tracks, and the newest of the notes to read. */
function risks({ risks: all, tracks }: Announcement): readonly Block[] {
  const told = all.filter(({ severity }) => severity !== 'routine');
  if (told.length === 0) return [];
  const lines = told.map(({ readMore, reason, tracks: where }) => {
    const [read] = readMore.slice(-1);
    const place = escapeMrkdwn(describeTracks(where, tracks));
    return `• ${escapeMrkdwn(reason)}  ${place}${read === undefined ? '' : `  ${link(read, 'notes')}`}`;
  });
  const { left, text } = linesWithin(lines, movesLength);
  return [section(`*Unreviewed*\n${text}${left > 0 ? `\n• and ${left} more` : ''}`)];
}

function others(announcement: Announcement, findings: Announcement['findings']): string {
  const { left, text } = linesWithin(
    findings.map((finding) => `• ${shortFinding(finding, announcement)}`),
    movesLength,
  );
  return `${text}${left > 0 ? `\n• and ${left} more` : ''}`;
}

/** What pins nodes to the release before: the alias that Karpenter takes, for the operating systems that it has one for. */
function hold(announcement: Announcement): string {
  const { comparedWith, findings, tracks } = announcement;
  const arrived = findings.some(({ direction }) => direction === 'introduced');
  const [previous] = [...comparedWith].sort((a, b) => b.tracks.length - a.tracks.length);
  if (previous === undefined || !(arrived || isTakenBack(announcement))) return '';
  const systems = ['al2', 'al2023'].filter((system) =>
    tracks.some((track) => track.toLowerCase().startsWith(`${system}_`)),
  );
  const aliases = systems.map((system) => `\`${system}@${previous.release}\``).join(', ');
  return `Until you have checked, stay on ${previous.release}: Karpenter alias ${aliases}; managed node groups: the release version that ends in \`-${previous.release.slice(1)}\`.`;
}

function links({ findings, release }: Announcement, { pageUrl }: SlackOptions): string {
  const issues = findings.flatMap(({ references }) => references.slice(0, 1)).slice(0, 3);
  return [
    ...(pageUrl === undefined ? [] : [link(pageUrl, 'all of it')]),
    link(releaseNotesUrl(release), 'release notes'),
    ...issues.map(({ kind, url }) => link(url, nameOf(kind, url))),
  ].join(' · ');
}

/** `containerd#10589`, so that two issues are told apart. */
function nameOf(kind: string, url: string): string {
  const found = /github\.com\/[^/]+\/([^/]+)\/(?:issues|pull)\/(\d+)/.exec(url);
  return found === null ? kind : `${found[1]}#${found[2]}`;
}
