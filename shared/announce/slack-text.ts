import { describeTracks } from '../report/describe-tracks.ts';
import type { AnnouncedFinding, AnnouncedRisk, Announcement } from './announcement.ts';
import { describeMove } from './headline.ts';

/** Slack cuts a message after 40,000 characters, and folds it long before; nobody reads more than this in a channel. */
const longest = 3500;
const shownMoves = 8;

/** The announcement as a plain message of Slack: mrkdwn, nothing of which can act. */
export function slackText(announcement: Announcement): string {
  const { changes, findings, headline, kind, release, risks, severity, sources, tracks } = announcement;
  const told = kind === 'withdrawn' ? [] : findings;
  const raised = kind === 'withdrawn' ? [] : risks.filter((risk) => risk.severity !== 'routine');
  const moves = kind === 'withdrawn' ? [] : changes.slice(0, shownMoves);
  const left = kind === 'withdrawn' ? 0 : changes.length - moves.length;
  const links = sources.map(({ url }) => url).filter((url) => url.startsWith('https:'));
  const lines = [
    `*${severity.toUpperCase()} · EKS Amazon Linux AMI ${release}*`,
    escapeSlack(headline),
    ...told.flatMap((finding) => ['', ...findingLines(finding, announcement)]),
    ...(raised.length > 0 ? ['', '*unreviewed*'] : []),
    ...raised.map((risk) => riskLine(risk, announcement)),
    ...(moves.length > 0 ? [''] : []),
    ...moves.map((change) =>
      escapeSlack(`• ${describeMove(change)} on ${describeTracks(change.tracks, tracks)}`),
    ),
    ...(left > 0 ? [`and ${left} more`] : []),
    ...(links.length > 0 ? ['', ...links.map(linked)] : []),
  ];
  return shortened(lines);
}

function findingLines(
  { direction, howToCheck, remediation, references, severity, title, tracks }: AnnouncedFinding,
  announcement: Announcement,
): readonly string[] {
  const arrived = direction === 'introduced';
  const where = describeTracks(tracks, announcement.tracks);
  return [
    `*${arrived ? `${severity} change` : 'taken back'}: ${escapeSlack(title)}*`,
    escapeSlack(`on ${where}`),
    ...(arrived ? howToCheck.slice(0, 1).map((step) => escapeSlack(`check: ${step}`)) : []),
    ...(arrived ? remediation.slice(0, 1).map((step) => escapeSlack(`do: ${step}`)) : []),
    ...references.slice(0, 1).map(({ url }) => linked(url)),
  ];
}

/** One line a risk: the newest of upstream's notes is where to begin. */
function riskLine({ readMore, reason, tracks }: AnnouncedRisk, announcement: Announcement): string {
  const links = readMore.slice(-1).map(linked);
  return [escapeSlack(`${reason}, on ${describeTracks(tracks, announcement.tracks)}`), ...links].join(' ');
}

/** Slack takes three characters for its own; all else of a text is shown as it is. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An address in Slack's brackets, where `|` would begin a label. */
function linked(url: string): string {
  return `<${escapeSlack(url).replaceAll('|', '%7C')}>`;
}

/** Whole lines up to the limit: half an escaped character or half an address would be neither. */
function shortened(lines: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > longest) return [...kept, '…'].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}
