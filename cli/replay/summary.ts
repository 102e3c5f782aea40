import type { Announcement } from '../../shared/announce/announcement.ts';
import type { TextStyle } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import { severities } from '../../shared/report/severity.ts';
import type { Replayed } from './replay.ts';

/** What a person remembers of a replay: how much there was, and what of it would have woken them up. */
export function renderSummary(
  { announcements, elapsedMs, instants }: Replayed,
  width: number,
  style: TextStyle,
): string {
  const seconds = (elapsedMs / 1000).toFixed(1);
  const lines = [
    style.strong('─'.repeat(width)),
    `${style.strong(`${instants.length} releases seen`)} in ${seconds} s, the first as the baseline that is not announced.`,
    announcements.length === 0
      ? 'Nothing to announce: this table has been through them already.'
      : countsOf(announcements),
  ];
  const waking = announcements.filter(({ severity }) => severity === 'breaking');
  if (waking.length > 0) {
    lines.push('', style.strong('What would have woken you up:'));
    for (const announcement of waking) lines.push(...alarmOf(announcement, width, style));
  } else if (announcements.length > 0) {
    lines.push('Nothing among them would have woken you up.');
  }
  return `\n${lines.join('\n')}\n`;
}

function countsOf(announcements: readonly Announcement[]): string {
  const counts = severities.flatMap((severity) => {
    const count = announcements.filter((announcement) => announcement.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const noun = announcements.length === 1 ? 'announcement' : 'announcements';
  return `${announcements.length} ${noun}: ${counts.join(', ')}.`;
}

function alarmOf(
  { release, severity, findings, headline }: Announcement,
  width: number,
  style: TextStyle,
): readonly string[] {
  const indent = ' '.repeat(13);
  const [first = '', ...rest] = wrap(headline, width - indent.length);
  const introduced = findings.filter(({ direction }) => direction === 'introduced');
  return [
    `  ${style.severity(severity, release)}  ${first}`,
    ...rest.map((line) => indent + line),
    ...introduced.map(({ behaviourChange }) => style.dim(`${indent}${behaviourChange}`)),
  ];
}
