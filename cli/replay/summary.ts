import { alertsByDefault } from '../../shared/announce/alert.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import type { TextStyle } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import { severities } from '../../shared/report/severity.ts';
import { counted } from '../counted.ts';
import type { Replayed } from './replay.ts';

/** What a person remembers of a replay: how much there was, and what of it would have woken them up. */
export function renderSummary(replayed: Replayed, layout: SummaryLayout, full: boolean): string {
  const { width, style } = layout;
  const { announcements } = replayed;
  const lines = [style.strong('─'.repeat(width)), ...seenOf(replayed, style)];
  if (announcements.length > 0) lines.push(countsOf(announcements));
  const waking = announcements.filter(alertsByDefault);
  if (waking.length > 0) {
    lines.push('', style.strong('What would have woken you up:'));
    for (const announcement of waking) lines.push(...alarmOf(announcement, width, style));
  } else if (announcements.length > 0) {
    lines.push('Nothing among them would have woken you up.');
  }
  if (!full && announcements.some(({ findings }) => findings.length > 0)) {
    lines.push('', style.dim('Every check, step and link of a finding: --full'));
  }
  return `\n${lines.join('\n')}\n`;
}

/** How the summary is set. */
export interface SummaryLayout {
  readonly width: number;
  readonly style: TextStyle;
}

function seenOf({ behind, elapsedMs, fromBaseline, polled }: Replayed, style: TextStyle): readonly string[] {
  const seconds = (elapsedMs / 1000).toFixed(1);
  const baseline = fromBaseline
    ? `, ${polled.length === 1 ? 'it' : 'the first'} as the baseline that is not announced`
    : '';
  return [
    ...(polled.length > 0
      ? [`${style.strong(`${counted(polled.length, 'release')} seen`)} in ${seconds} s${baseline}.`]
      : []),
    ...(behind > 0
      ? [`${counted(behind, 'release')} left out: this table has been through them, or is past them.`]
      : []),
  ];
}

function countsOf(announcements: readonly Announcement[]): string {
  const counts = severities.flatMap((severity) => {
    const count = announcements.filter((announcement) => announcement.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return `${counted(announcements.length, 'announcement')}: ${counts.join(', ')}.`;
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
