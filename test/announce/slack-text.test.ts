import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { escapeSlack, slackText } from '../../shared/announce/slack-text.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Report } from '../../shared/report/report.ts';
import { recordedReports, reportOf } from '../report/recorded.ts';

const now = new Date('2024-08-17T12:05:00.000Z');
const announced = (report: Report, kind: Announcement['kind'] = 'new-release') =>
  announce(report, kind, behaviourChanges, now);

/** What Slack would take for its own: brackets that are no address, and a `&` that begins no escape. */
const active = /<(?!https:\/\/[^<>|]+>)|&(?!(amp|lt|gt);)/;

describe.each(recordedReports())('$release', (report) => {
  test('is one message that Slack shows as it is', () => {
    const text = slackText(announced(report));
    expect(text).toMatch(/^\*[A-Z]+ · EKS Amazon Linux AMI v\d{8}\*\n\S/);
    expect(text.length).toBeLessThan(3_600);
    expect(text).not.toMatch(active);
    expect(text).not.toMatch(/undefined|(?<!\/dev\/)null|\n\n\n/);
  });
});

test('a breaking release says what, where, how to check, what to do and where to read', () => {
  const announcement = announced(reportOf('v20240817', 'v20240729'));
  const text = slackText(announcement);
  expect(text).toContain('*BREAKING · EKS Amazon Linux AMI v20240817*\n');
  expect(text).toContain('• containerd 1.7.11 → 1.7.20 on AL2 and AL2023');
  for (const { howToCheck, references, remediation, title } of announcement.findings) {
    expect(text).toContain(escapeSlack(title));
    expect(text).toContain(`check: ${escapeSlack(howToCheck[0] ?? '-')}`);
    expect(text).toContain(`do: ${escapeSlack(remediation[0] ?? '-')}`);
    expect(text).toContain(`<${references[0]?.url}>`);
  }
});

test('what was taken back says that and nothing of what was in it', () => {
  const text = slackText(announced(reportOf('v20240817', 'v20240729'), 'withdrawn'));
  expect(text).toContain('Taken back by AWS');
  expect(text).not.toContain('containerd');
});

test('nothing of a text can call people, or make a link of its own', () => {
  const hostile = '<!channel> <@U1> <https://example.com|release notes> a & b &lt;';
  const announcement = { ...announced(reportOf('v20240817', 'v20240729')), headline: hostile };
  const text = slackText(announcement);
  expect(text).toContain(
    '&lt;!channel&gt; &lt;@U1&gt; &lt;https://example.com|release notes&gt; a &amp; b &amp;lt;',
  );
  expect(text).not.toMatch(active);
});

test('too long a message ends with a whole line', () => {
  const announcement = announced(reportOf('v20240817', 'v20240729'));
  const finding = announcement.findings[0];
  if (finding === undefined) throw new Error('v20240817 has findings.');
  const findings = Array.from({ length: 20 }, () => ({ ...finding, title: '&'.repeat(200) }));
  const text = slackText({ ...announcement, findings });
  expect(text.length).toBeLessThan(3_600);
  expect(text.endsWith('\n…')).toBe(true);
  expect(text).not.toMatch(active);
});
