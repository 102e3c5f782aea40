import { describeTracks } from '../../report/describe-tracks.ts';
import type { AnnouncedFinding, Announcement } from '../announcement.ts';
import { findingMark } from '../finding-mark.ts';
import { type Block, divider, section } from './blocks.ts';
import { escapeMrkdwn } from './mrkdwn.ts';

/** A phone shows about as much without scrolling away from the title. */
const checks = 2;
const steps = 3;

/** A behaviour change that came in: what it is, whom it meets, how to see it, what to do. */
export function findingBlocks(finding: AnnouncedFinding, { tracks }: Announcement): readonly Block[] {
  const { doesNotHelp, howToCheck, remediation, summary, title } = finding;
  const who = describeTracks(finding.tracks, tracks);
  return [
    divider,
    section(
      [
        `*${findingMark(finding).toUpperCase()}: ${escapeMrkdwn(title)}*`,
        escapeMrkdwn(summary),
        `*Who* ${escapeMrkdwn(who)}`,
      ].join('\n'),
    ),
    section(
      [
        ...list('Am I exposed?', howToCheck, checks, 'check'),
        ...list('What to do', remediation, steps, 'step'),
        ...(doesNotHelp.length === 0 ? [] : [`*Does not help* ${escapeMrkdwn(doesNotHelp[0] ?? '')}`]),
      ].join('\n'),
    ),
  ];
}

/** One line for a finding that is not explained here. */
export function shortFinding(finding: AnnouncedFinding, { tracks }: Announcement): string {
  return `*${findingMark(finding).toUpperCase()}* ${escapeMrkdwn(finding.title)}  ${escapeMrkdwn(describeTracks(finding.tracks, tracks))}`;
}

function list(title: string, items: readonly string[], most: number, noun: string): readonly string[] {
  if (items.length === 0) return [];
  const left = items.length - most;
  return [
    `*${title}*`,
    ...items.slice(0, most).map((item, index) => `${index + 1}. ${escapeMrkdwn(item)}`),
    ...(left > 0 ? [`and ${left} more ${noun}${left === 1 ? '' : 's'}`] : []),
  ];
}
