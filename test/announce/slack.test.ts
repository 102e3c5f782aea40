import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { escapeMrkdwn } from '../../shared/announce/slack/mrkdwn.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Report } from '../../shared/report/report.ts';
import { recordedReports, reportOf } from '../report/recorded.ts';

const now = new Date('2024-08-17T12:05:00.000Z');
const announced = (report: Report, kind: Announcement['kind'] = 'new-release') =>
  announce(report, kind, behaviourChanges, now);

/** What Slack would take for its own: brackets that are no link, and a `&` that begins no escape. */
const active = /<(?!https:\/\/[^<>|]+\|[^<>|]+>)|&(?!(amp|lt|gt);)/;

/** Everything of a message that Slack reads as its markup, the notification too. */
function markupOf(announcement: Announcement): string {
  const { blocks, text } = renderSlack(announcement);
  const texts = blocks.flatMap((block) => {
    if (block.type === 'divider') return [];
    return block.type === 'context' ? block.elements : [block.text];
  });
  return [text, ...texts.filter(({ type }) => type === 'mrkdwn').map((one) => one.text)].join('\n');
}

describe.each(recordedReports())('$release', (report) => {
  test('is one message that Slack shows as it is', () => {
    const markup = markupOf(announced(report));
    expect(markup).toContain(`EKS AMI ${report.release} [${report.severity}]: `);
    expect(markup).not.toMatch(active);
    expect(markup).not.toMatch(/undefined|(?<!\/dev\/)null|\n\n\n/);
  });
});

test('a breaking release says what, where, how to check, what to do and where to read', () => {
  const announcement = announced(reportOf('v20240817', 'v20240729'));
  const markup = markupOf(announcement);
  expect(markup).toContain('• *containerd 1.7.11 → 1.7.20*  AL2 and AL2023');
  for (const { howToCheck, references, remediation, title } of announcement.findings) {
    expect(markup).toContain(escapeMrkdwn(title));
    expect(markup).toContain(`1. ${escapeMrkdwn(howToCheck[0] ?? '-')}`);
    expect(markup).toContain(`1. ${escapeMrkdwn(remediation[0] ?? '-')}`);
    expect(markup).toContain(`<${references[0]?.url}|`);
  }
});

test.each(['withdrawn', 'rolled-back'] as const)('%s: says that and nothing of what was in it', (kind) => {
  const report = reportOf('v20240817', 'v20240729');
  const markup = markupOf(announced(kind === 'withdrawn' ? { ...report, status: kind } : report, kind));
  expect(markup).not.toContain('• *containerd');
  expect(markup).not.toContain('Am I exposed?');
  if (kind === 'withdrawn') expect(markup).toContain('Taken back by AWS');
});

test('nothing of a text can call people, or make a link of its own', () => {
  const hostile = '<!channel> <@U1> <https://example.com|release notes> a & b &lt;';
  const announcement = announced(reportOf('v20240817', 'v20240729'));
  const [change] = announcement.changes;
  if (change === undefined) throw new Error('v20240817 has changes.');
  const changes = [{ ...change, package: hostile }];
  const markup = markupOf({ ...announcement, headline: hostile, changes });
  const shown = '&lt;!channel&gt; &lt;@U1&gt; &lt;https://example.com|release notes&gt; a &amp; b &amp;lt;';
  expect(markup.split(shown)).toHaveLength(3);
  expect(markup).not.toMatch(active);
});

test('cut texts end in no half of an escape', () => {
  const announcement = announced(reportOf('v20240817', 'v20240729'));
  const [finding] = announcement.findings;
  if (finding === undefined) throw new Error('v20240817 has findings.');
  const long = {
    ...finding,
    title: '&'.repeat(120),
    summary: '&'.repeat(400),
    howToCheck: ['&'.repeat(600)],
  };
  const findings = Array.from({ length: 20 }, () => ({ ...long, remediation: ['<'.repeat(600)] }));
  expect(markupOf({ ...announcement, findings })).not.toMatch(active);
});
