import { describe, expect, test } from 'vitest';
import { announce, announcementId } from '../../shared/announce/announce.ts';
import { announcementKinds, announcementSchema } from '../../shared/announce/announcement.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { formatTrackSet } from '../../shared/parameters/track-set.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { inputOf, recordedReports, reportOf } from '../report/recorded.ts';

const now = new Date('2024-08-17T12:05:00.000Z');

describe('every recorded release', () => {
  const reports = recordedReports();

  test('has an announcement of the published shape, which JSON carries whole', () => {
    for (const report of reports) {
      const announcement = announce(report, 'new-release', behaviourChanges, now);
      expect(announcementSchema.parse(announcement)).toEqual(announcement);
      expect(JSON.parse(JSON.stringify(announcement))).toEqual(announcement);
    }
  });

  test('fits into one SNS message', () => {
    const sizes = reports.map((report) => {
      const announcement = announce(report, 'new-release', behaviourChanges, now);
      return Buffer.byteLength(JSON.stringify(announcement));
    });
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });

  test('says nothing of what its tracks had before', () => {
    const carried = reports.filter(({ findings }) =>
      findings.some(({ direction }) => direction === 'carried'),
    );
    expect(carried).not.toEqual([]);
    for (const report of carried) {
      const { findings } = announce(report, 'new-release', behaviourChanges, now);
      const told = report.findings.filter(({ direction }) => direction !== 'carried');
      expect(
        findings.map(({ behaviourChange, direction, tracks }) => ({ behaviourChange, direction, tracks })),
      ).toEqual(
        told.map(({ behaviourChange, direction, tracks }) => ({ behaviourChange, direction, tracks })),
      );
    }
  });
});

test('a finding carries what its entry says', () => {
  const { findings } = announce(reportOf('v20240817', 'v20240729'), 'new-release', behaviourChanges, now);
  for (const finding of findings) {
    const entry = behaviourChanges.find(({ id }) => id === finding.behaviourChange);
    expect(finding).toMatchObject({
      title: entry?.title,
      summary: entry?.summary,
      howToCheck: entry?.howToCheck,
      remediation: entry?.remediation,
      doesNotHelp: entry?.doesNotHelp ?? [],
    });
    expect(finding.references.map(({ url }) => url)).toEqual(entry?.references.map(({ url }) => url));
  }
  const decidedBy = Object.fromEntries(
    findings.map(({ behaviourChange, packages }) => [behaviourChange, packages]),
  );
  expect(decidedBy).toEqual({
    'cni-cache-reset': [],
    'containerd-empty-resolv-conf-no-fallback': ['containerd'],
    'containerd-process-exit-event-lost': ['containerd'],
  });
});

test('the rollout counts tracks', () => {
  const input = inputOf('v20240817', 'v20240729');
  const [here, missing] = [input.tracks.slice(0, 3), input.tracks.slice(3)].map(formatTrackSet);
  const rollout = [
    { region: 'eu-west-1', since: input.detectedAt, tracks: here ?? '', missing: missing ?? '' },
    { region: 'us-east-1', tracks: '', missing: here ?? '' },
  ];
  const announcement = announce(
    buildReport({ ...input, rollout }, behaviourChanges),
    'new-release',
    behaviourChanges,
    now,
  );
  expect(announcement.rollout).toEqual([
    { region: 'eu-west-1', since: input.detectedAt, tracks: 3, of: input.tracks.length },
  ]);
  expect(announcement.regions).toEqual({ reached: 1, of: 2 });
});

test('problems are told in words', () => {
  const problem = { kind: 'k', subject: 's', message: 'It is wrong.', remedy: 'Mend it.' };
  const report = buildReport({ ...inputOf('v20240817', 'v20240729'), problems: [problem] }, behaviourChanges);
  expect(announce(report, 'new-release', behaviourChanges, now).problems).toEqual([
    'k: s: It is wrong. Mend it.',
  ]);
});

test('the same announcement has the same id on every try, and each kind its own', () => {
  const report = { stream: 'eks-amazon-linux', release: 'v20240817' } as const;
  expect(announcementId(report, 'new-release')).toBe('eks-amazon-linux/v20240817/new-release');
  expect(new Set(announcementKinds.map((kind) => announcementId(report, kind))).size).toBe(
    announcementKinds.length,
  );
});
