import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { plainStyle, renderText, type TextStyle } from '../../shared/announce/text.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import type { Report } from '../../shared/report/report.ts';
import { inputOf, recordedReports, reportOf } from '../report/recorded.ts';

const now = new Date('2024-08-17T12:05:00.000Z');
const all = Number.POSITIVE_INFINITY;

function announced(report: Report, kind: Announcement['kind'] = 'new-release'): Announcement {
  return announce(report, kind, behaviourChanges, now);
}

function textOf(announcement: Announcement, width = 80, most = all): string {
  return renderText(announcement, { width, style: plainStyle, most });
}

/** The words alone, without where the lines end and what stands in the margin. */
const words = (text: string) => text.replaceAll(/\s+/g, ' ');

/** What may stand out: one word, address or command, after the margin and the label of a paragraph. */
const onePiece = /^ *(?:(?:where|what|check|do|not|read) +)?(?:`[^`]*`|\S)+$/;

describe.each([60, 80, 100])('at %i columns', (width) => {
  test.each(recordedReports())('$release fits', (report) => {
    const text = textOf(announced(report), width);
    const over = text.split('\n').filter((line) => line.length > width && !onePiece.test(line));
    expect(over).toEqual([]);
    expect(text.split('\n').filter((line) => line !== line.trimEnd())).toEqual([]);
    expect(text).not.toMatch(/undefined|(?<!\/dev\/)null|\n\n\n/);
    expect(text.endsWith('\n')).toBe(true);
  });
});

test('every recorded release says where, what to do, what does not help and where to read', () => {
  const told = recordedReports().map((report) => announced(report));
  expect(told.flatMap(({ findings }) => findings).length).toBeGreaterThan(10);
  for (const announcement of told) {
    const { findings, headline, tracks } = announcement;
    const text = words(textOf(announcement));
    expect(text).toContain(headline);
    for (const finding of findings) {
      expect(text).toContain(finding.title);
      expect(text).toContain(` where ${describeTracks(finding.tracks, tracks)} `);
      for (const { url } of finding.references) expect(text).toContain(url);
      const advice = [finding.summary, ...finding.howToCheck, ...finding.remediation, ...finding.doesNotHelp];
      for (const step of finding.direction === 'introduced' ? advice : [])
        expect(text).toContain(words(step));
    }
  }
});

test('commands are whole on their line, to be copied', () => {
  const lines = textOf(announced(reportOf('v20240817', 'v20240729')), 60).split('\n');
  expect(lines.filter((line) => line.split('`').length % 2 === 0)).toEqual([]);
  expect(lines.join('\n')).toContain('`kubectl get --raw /api/v1/nodes/NODE/proxy/configz`');
});

test('a shortened text counts what it leaves out', () => {
  const text = textOf(announced(reportOf('v20240817', 'v20240729')), 80, 1);
  expect(text).toMatch(/and 2 more checks, 2 more steps, 5 more links\n/);
  expect(text).not.toContain('https://github.com/containerd/containerd/pull/10462');
  expect(text).toContain('https://github.com/awslabs/amazon-eks-ami/issues/2067');
});

test('what was taken back asks nobody to do anything', () => {
  const announcement = announced(reportOf('v20240828', 'v20240817'));
  const findings = announcement.findings.filter(({ direction }) => direction === 'reverted');
  const text = textOf({ ...announcement, findings });
  expect(text.match(/TAKEN BACK/g)).toHaveLength(2);
  expect(text).not.toMatch(/^ +(?:do|check|not) {2}/m);
});

test('pending details, and what the release will be compared with', () => {
  const input = { ...inputOf('v20240817', 'v20240729'), status: 'detected' as const, packages: undefined };
  const text = textOf(announced(buildReport(input, behaviourChanges)));
  expect(text).toMatch(
    /^ UNKNOWN {2}v20240817 {2,}2024-08-17 · EKS Amazon Linux\n {2}New AMIs, details pending/,
  );
  expect(words(text)).toContain('compared with v20240729 · seen in us-east-1 43 of 43 tracks');
  expect(text).not.toMatch(/no package/i);
});

test('tracks without an earlier release, and problems, are in the footnotes', () => {
  const report = reportOf('v20240928', 'v20240924');
  const first = {
    ...report,
    firstSeen: report.tracks.slice(0, 1),
    problems: [{ kind: 'k', subject: 's', message: 'Bad.', remedy: 'Mend it.' }],
  };
  const text = textOf(announced(first));
  expect(text).toContain('  first seen, nothing to compare with: AL2_x86_64, Kubernetes 1.23\n');
  expect(text).toContain('  problem: k: s: Bad. Mend it.\n');
});

test('without a Region the footnote ends at what was compared', () => {
  const text = textOf(announced({ ...reportOf('v20240928', 'v20240924'), rollout: [] }));
  expect(text).toContain('  compared with v20240924\n');
});

test('one track alone is not repeated on every line', () => {
  const input = inputOf('v20240817', 'v20240729');
  const report = buildReport({ ...input, tracks: ['AL2_x86_64/1.30'] }, behaviourChanges);
  expect(textOf(announced(report))).toContain('\n  containerd 1.7.11 → 1.7.20\n');
});

test('many moves are counted', () => {
  const report = reportOf('v20240817', 'v20240729');
  const [move] = report.changes;
  const changes =
    move === undefined ? [] : Array.from({ length: 11 }, (_, n) => ({ ...move, package: `package-${n}` }));
  const text = textOf(announced({ ...report, changes }), 80, 1);
  expect(text).toContain('  package-7 ');
  expect(text).not.toContain('package-8');
  expect(text).toContain('  and 3 more moves\n');
  expect(textOf(announced({ ...report, changes }))).toContain('package-10');
});

test('rebuilds, and what is merely reported now or no longer, are names on one line each', () => {
  const report = reportOf('v20240817', 'v20240729');
  const [move] = report.changes;
  const kinds = ['rebuilt', 'now-reported', 'no-longer-reported'] as const;
  const changes = move === undefined ? [] : kinds.map((kind) => ({ ...move, kind, package: `the-${kind}` }));
  const text = textOf(announced({ ...report, changes }));
  expect(text).toContain('\n  rebuilt, same upstream version: the-rebuilt on AL2 and AL2023');
  expect(text).toContain('\n  version known now, and no earlier one to compare with: the-now-reported on');
  expect(words(text)).toContain(
    'no version known now, which says nothing of the image: the-no-longer-reported on AL2',
  );
});

test('a style marks the text and moves none of it', () => {
  const mark = (text: string) => `\u001b[1m${text}\u001b[22m`;
  const style: TextStyle = { severity: (_, text) => mark(text), strong: mark, dim: mark };
  for (const width of [60, 80]) {
    const announcement = announced(reportOf('v20240817', 'v20240729'));
    const marked = renderText(announcement, { width, style, most: 1 });
    expect(stripVTControlCharacters(marked)).toBe(textOf(announcement, width, 1));
  }
});
