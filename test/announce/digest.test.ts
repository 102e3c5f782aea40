import { expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement, AnnouncementKind } from '../../shared/announce/announcement.ts';
import { digestOf } from '../../shared/announce/digest/digest.ts';
import { digestHtml } from '../../shared/announce/digest/digest-html.ts';
import { digestText } from '../../shared/announce/digest/digest-text.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { Report } from '../../shared/report/report.ts';
import { recordedReports, reportOf } from '../report/recorded.ts';
import { enormous } from './enormous.ts';

const told = (report: Report, day: string, kind: AnnouncementKind = 'new-release') =>
  announce(report, kind, behaviourChanges, new Date(`${day}T12:00:00Z`));
const breaking = reportOf('v20240817', 'v20240729');
const all = recordedReports().map((report) => told(report, '2026-03-01'));
const during = (announcements: readonly Announcement[], from: string, to: string, options = {}) =>
  digestOf(announcements, new Date(`${from}T08:00:00Z`), new Date(`${to}T08:00:00Z`), options);
const ever = (announcements: readonly Announcement[]) => during(announcements, '2020-01-01', '2027-01-01');

/** The words of a mail, without its markup. */
const words = (mail: string) =>
  mail
    .replace(/<title>.*<\/style>/s, '')
    .replace(/<div style="display:none.*?<\/div>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const bare = (text: string) => text.replaceAll(/[`\s]+|-{10,}|https:\/\//g, ' ').replaceAll(/\s+/g, ' ');

test('what was said last counts, with what was said before in the period', () => {
  const pending = {
    ...breaking,
    status: 'detected',
    severity: 'unknown',
    changes: [],
    findings: [],
  } as const;
  const announcements = [told(pending, '2024-08-17'), told(breaking, '2024-08-18', 'details-came')];
  const [release] = during(announcements, '2024-08-17', '2024-08-19').releases;
  expect(release).toMatchObject({
    severity: 'breaking',
    note: 'details came',
    before: ['2024-08-17: New AMIs, details pending: what changed is not known yet'],
  });
  expect(during(announcements, '2024-08-17', '2024-08-18').releases[0]).toMatchObject({
    severity: 'unknown',
    before: [],
  });
});

test('a release that was taken back is struck through, and asks for nothing', async () => {
  const withdrawn = told({ ...breaking, status: 'withdrawn' }, '2024-08-20', 'withdrawn');
  const digest = during([withdrawn], '2024-08-20', '2024-08-21');
  expect(digest.subject).toBe('EKS AMIs: v20240817 taken back');
  expect(digest.summary).toBe('1 release: 1 breaking; 1 taken back by AWS.');
  expect(digestText(digest)).toContain('taken back by AWS\nTaken back by AWS: do not roll nodes to it');
  expect(digestText(digest)).not.toContain('Am I exposed?');
  expect(await digestHtml(digest)).toContain('line-through">v20240817<');
});

test('a behaviour change is explained once', () => {
  const again = { ...told(breaking, '2024-08-18'), release: 'v20240818' } as const;
  const text = digestText(ever([told(breaking, '2024-08-17'), again]));
  const [finding] = again.findings;
  expect(bare(text).split(bare(finding?.title ?? '')).length - 1).toBe(2);
  expect(bare(text).split(bare(finding?.summary ?? '')).length - 1).toBe(1);
});

test('all of history is a mail that no reader cuts, with the rest in numbers', async () => {
  const digest = ever(all);
  expect(digest.releases).toHaveLength(20);
  expect(digest.more).toMatch(/^and \d+ more: (\d+ \w+, )*\d+ routine$/);
  const severe = all.filter(({ severity }) => severity === 'breaking').map(({ release }) => release);
  expect(digest.releases.map(({ release }) => release)).toEqual(severe.toReversed().slice(0, 20));
  // Gmail cuts at 102 KB.
  expect(Buffer.byteLength(await digestHtml(digest))).toBeLessThan(102_000);
  expect(Buffer.byteLength(digestText(digest))).toBeLessThan(102_000);
});

test('the longest text is one that SNS takes', () => {
  const large = Array.from({ length: 30 }, (_, index) => ({
    ...enormous(all),
    release: `v${20240101 + index}` as const,
  }));
  const text = digestText(ever(large));
  expect(Buffer.byteLength(text)).toBeLessThan(262_144);
  expect(text).toMatch(/cut here, and \d+ lines more\n$/);
});

test('text and HTML say the same', async () => {
  const pending = { ...told(breaking, '2026-02-28'), headline: 'Heard of first' };
  const digest = { ...ever([...all, pending]), unsubscribe: 'https://example.com/off' };
  expect(digestText(digest)).toContain('Heard of first');
  // The one thing that differs: a link has a name in HTML, and is its address in text.
  const named = (said: string) =>
    said.replaceAll(/github\.com\/awslabs\/amazon-eks-ami\/releases\/tag\/v\d+/g, 'Release notes');
  const text = named(bare(digestText(digest))).replace('Unsubscribe: example.com/off', 'Unsubscribe');
  const mail = named(bare(words(await digestHtml(digest))));
  const terms = (said: string) => said.split(/[\s():]+/).filter((term) => /\w/.test(term));
  const missing = (from: string, among: string) => {
    const there = new Set(terms(among));
    return [...new Set(terms(from))].filter((term) => !there.has(term));
  };
  expect(missing(text, mail)).toEqual([]);
  expect(missing(mail, text)).toEqual([]);
});

test('addresses and names are escaped as well', async () => {
  const options = { name: '<b>team</b>', unsubscribe: 'https://example.com/?a="onclick="alert(1)' };
  const mail = await digestHtml(during([told(breaking, '2024-08-17')], '2024-08-17', '2024-08-18', options));
  expect(mail).toContain('&lt;b&gt;team&lt;/b&gt;');
  expect(mail).toContain('href="https://example.com/?a=&quot;onclick=&quot;alert(1)"');
});
