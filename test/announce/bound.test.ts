import { expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import { type Announcement, announcementSchema } from '../../shared/announce/announcement.ts';
import { attributesOf, listLimit } from '../../shared/announce/attributes.ts';
import { announcementLimit, boundAnnouncement, sizeOf } from '../../shared/announce/bound.ts';
import { isWanted } from '../../shared/announce/filter.ts';
import { mailLimit, mailText } from '../../shared/announce/mail.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { recordedReports } from '../report/recorded.ts';
import { enormous } from './enormous.ts';

const recorded = recordedReports().map((report) =>
  announce(report, 'new-release', behaviourChanges, new Date(0)),
);
const large = enormous(recorded);

test('no recorded announcement loses anything', () => {
  for (const announcement of recorded) {
    expect(boundAnnouncement(announcement)).toBe(announcement);
    expect(mailText(announcement)).not.toContain('cut here');
  }
});

test('what is wanted stays wanted when it is cut', () => {
  const cut = boundAnnouncement(large);
  for (const filter of [{ packages: ['package-299'] }, { behaviourChanges: ['change-99'] }]) {
    expect([isWanted(filter, large), isWanted(filter, cut)]).toEqual([true, true]);
  }
  expect(cut.changes.map((change) => change.package)).not.toContain('package-299');
  expect(cut.findings.map(({ behaviourChange }) => behaviourChange)).not.toContain('change-99');
});

test('builds go first, and nothing else while that is enough', () => {
  const changes = large.changes.slice(0, 110);
  const announcement = { ...large, findings: [], changes };
  expect(sizeOf(announcement)).toBeGreaterThan(announcementLimit);
  const bounded = boundAnnouncement(announcement);
  expect(bounded.changes.map((change) => change.package)).toEqual(changes.map((change) => change.package));
  expect(bounded.changes.flatMap(({ builds }) => builds)).toEqual([]);
  const builds = changes.flatMap((change) => change.builds).length;
  expect(bounded.leftOut).toEqual({ builds, changes: 0, findings: 0 });
  expect(sizeOf(bounded)).toBeLessThanOrEqual(announcementLimit);
});

test('then the changes at the end, while every finding fits', () => {
  const bounded = boundAnnouncement({ ...large, findings: large.findings.slice(0, 3) });
  const kept = bounded.changes.length;
  expect(kept).toBeGreaterThan(0);
  expect(bounded.findings).toHaveLength(3);
  expect(bounded.leftOut).toMatchObject({ changes: 300 - kept, findings: 0 });
  expect(bounded.changes.map((change) => change.package)).toEqual(
    large.changes.slice(0, kept).map((change) => change.package),
  );
  expect(sizeOf(bounded)).toBeLessThanOrEqual(announcementLimit);
  expect(sizeOf(bounded)).toBeGreaterThan(announcementLimit * 0.9);
});

test('the gravest findings stay, in their order, and a person is told what is not there', () => {
  const findings = large.findings.map((finding, index) => ({
    ...finding,
    severity: index === 60 || index === 99 ? ('breaking' as const) : ('deprecation' as const),
  }));
  const bounded = boundAnnouncement({ ...large, findings });
  expect(sizeOf(bounded)).toBeLessThanOrEqual(announcementLimit);
  const kept = bounded.findings.map(({ behaviourChange }) => behaviourChange);
  expect(kept.slice(-2)).toEqual(['change-60', 'change-99']);
  expect(bounded.leftOut?.findings).toBe(100 - kept.length);
  expect(kept.length).toBeLessThan(60);
  expect(announcementSchema.parse(bounded)).toEqual(bounded);
  const few: Announcement = { ...bounded, changes: [], findings: [] };
  expect(mailText(few).replaceAll(/\s+/g, ' ')).toContain(
    `300 moves and ${100 - kept.length} behaviour changes are not in it`,
  );
});

test('a mail that is too long is cut at a line and says so', () => {
  const text = mailText(large);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mailLimit + 100);
  expect(text).toMatch(/\n {2}cut here, and \d+ lines more\n$/);
});

test('attributes say what the announcement speaks of, and end where SNS would', () => {
  const findings = large.findings.map((finding) => ({ ...finding, packages: ['runc'] }));
  const { package: packages, behaviourChange, ...others } = attributesOf({ ...large, findings });
  expect(JSON.stringify(packages).length).toBeLessThanOrEqual(listLimit);
  expect(packages?.[0]).toBe('runc');
  expect(behaviourChange).toHaveLength(100);
  expect(others['kubernetesVersion']).toHaveLength(40);
  const long = large.changes.map((change) => ({ ...change, package: `${'p'.repeat(60)}${change.package}` }));
  const bounded = attributesOf({ ...large, changes: long })['package'];
  expect(JSON.stringify(bounded).length).toBeLessThanOrEqual(listLimit);
  expect(JSON.stringify(bounded).length).toBeGreaterThan(listLimit - 100);
});
