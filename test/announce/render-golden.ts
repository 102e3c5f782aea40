import { announce } from '../../shared/announce/announce.ts';
import { mailText } from '../../shared/announce/mail.ts';
import type { Block } from '../../shared/announce/slack/blocks.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { subjectOf } from '../../shared/aws/publish.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { type ReleaseTag, releaseNotesUrl } from '../../shared/parameters/release-tag.ts';
import { recordedReports } from '../report/recorded.ts';

/** Releases that are told in ways of their own: incidents, what took them back, new AMI types, new majors, a calm one. */
export const goldenReleases: readonly ReleaseTag[] = [
  'v20231220',
  'v20240817',
  'v20240828',
  'v20241011',
  'v20241016',
  'v20241115',
  'v20250203',
  'v20251016',
  'v20251112',
  'v20260129',
];

export function goldenPath(release: ReleaseTag): string {
  return `${import.meta.dirname}/golden/${release}.txt`;
}

/** What people see of these releases, in Slack and by mail, as text that a review can read; by release. */
export function renderGolden(): ReadonlyMap<ReleaseTag, string> {
  const told = recordedReports()
    .filter(({ release }) => goldenReleases.includes(release))
    .map((report) => {
      const sources = [{ source: 'recorded-history', url: releaseNotesUrl(report.release) }] as const;
      return announce({ ...report, sources }, 'new-release', behaviourChanges, new Date(report.detectedAt));
    });
  return new Map(
    told.map((announcement) => {
      const { blocks, text } = renderSlack(announcement);
      const slack = ['=== Slack', `(notification) ${text}`, ...blocks.map(readable)].join('\n\n');
      const mail = `=== Mail\n\nSubject: ${subjectOf(announcement)}\n\n${mailText(announcement)}`;
      return [announcement.release, `${shown(slack)}\n\n${mail}`];
    }),
  );
}

/** Links and marks as a reader of Slack sees them. */
function shown(mrkdwn: string): string {
  return mrkdwn
    .replaceAll(/<([^|>]+)\|([^>]+)>/g, '$2 ($1)')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function readable(block: Block): string {
  switch (block.type) {
    case 'divider':
      return '---';
    case 'header':
      return `# ${block.text.text}`;
    case 'section':
      return block.text.text;
    case 'context':
      return block.elements.map(({ text }) => `(small) ${text}`).join('\n');
  }
}
