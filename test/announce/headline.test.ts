import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { AnnouncedChange } from '../../shared/announce/announcement.ts';
import { describeMove } from '../../shared/announce/headline.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { ReleaseStatus, Report } from '../../shared/report/report.ts';
import { inputOf, recordedReports, reportOf } from '../report/recorded.ts';

const now = new Date('2024-08-17T12:05:00.000Z');

function headlineOf(report: Report, kind: 'new-release' | 'withdrawn' = 'new-release'): string {
  return announce(report, kind, behaviourChanges, now).headline;
}

test.each<[ReleaseTag, ReleaseTag, string]>([
  [
    'v20240729',
    'v20240817',
    'containerd 1.7.11 → 1.7.20: 2 known behaviour changes in; 1 other change in, act before your nodes roll',
  ],
  [
    'v20240928',
    'v20241011',
    'containerd 1.7.11 → 1.7.22: 1 known behaviour change in, act before your nodes roll',
  ],
  [
    'v20240917',
    'v20240924',
    'Programs under qemu-user crash on AL2 nodes with kernel 5.10.225, read before your nodes roll',
  ],
  [
    'v20240924',
    'v20240928',
    "No longer so: A container image can reach the host's file system through NVIDIA's container toolkit; 1 other change in, read before your nodes roll",
  ],
  [
    'v20240828',
    'v20240904',
    'nvidia-driver 535 → 550: a new line, which nobody has reviewed yet: try it before your nodes roll',
  ],
  [
    'v20240817',
    'v20240828',
    'containerd 1.7.20 → 1.7.11 (downgrade): 2 known behaviour changes taken back; 1 other change in, read before your nodes roll',
  ],
  [
    'v20251007',
    'v20251016',
    'containerd 1.7.27 → 2.1.4: 7 known behaviour changes in; 4 other changes in, 1 taken back, act before your nodes roll',
  ],
  ['v20240625', 'v20240703', 'No package moved, no known behaviour change'],
])('%s to %s', (before, release, headline) => {
  expect(headlineOf(reportOf(release, before))).toBe(headline);
});

test('what is taken back is a move back', () => {
  expect(headlineOf(reportOf('v20240828', 'v20240817'))).toMatch(
    /^containerd 1\.7\.20 → 1\.7\.11 \(downgrade\): .*2 (known behaviour changes )?taken back/,
  );
});

describe('a release of which too little is known says so first', () => {
  const input = inputOf('v20240817', 'v20240729');
  const headlineAt = (status: ReleaseStatus) =>
    headlineOf(buildReport({ ...input, status, packages: undefined }, behaviourChanges));

  test('pending, unavailable, nothing to compare', () => {
    expect(headlineAt('detected')).toBe('New AMIs, details pending: what changed is not known yet');
    expect(headlineAt('details-unavailable')).toBe(
      'New AMIs, and their package versions were never published: what changed is unknown',
    );
    expect(headlineOf(reportOf('v20240817'))).toBe(
      'New AMIs: no earlier release of its tracks is known to compare it with',
    );
  });

  test('taken back, whatever else it is', () => {
    for (const packages of [input.packages, undefined]) {
      const report = buildReport({ ...input, status: 'withdrawn', packages }, behaviourChanges);
      expect(headlineOf(report, 'withdrawn')).toBe('Taken back by AWS: do not roll nodes to it');
    }
  });

  test('a finding whose entry is gone does not read as routine', () => {
    const headline = announce(reportOf('v20240817', 'v20240729'), 'new-release', [], now).headline;
    expect(headline).toMatch(/^New AMIs: containerd-empty-resolv-conf-no-fallback is introduced/);
  });
});

test('the move in the headline is the one that brought the finding, not a further one elsewhere', () => {
  const report = reportOf('v20241016', 'v20241011');
  const further = {
    package: 'containerd',
    kind: 'upgraded',
    level: 'major',
    from: '1.7.22',
    to: '2.1.4',
    tracks: ['AL2_x86_64/1.30'] satisfies Track[],
    builds: [],
  } as const;
  expect(headlineOf({ ...report, changes: [further, ...report.changes] })).toMatch(
    /^containerd 1\.7\.11 → 1\.7\.22: /,
  );
});

test.each<[AnnouncedChange['kind'], string | null, string | null, string]>([
  ['upgraded', '1.7.11', '1.7.20', 'p 1.7.11 → 1.7.20'],
  ['downgraded', '1.7.20', '1.7.11', 'p 1.7.20 → 1.7.11 (downgrade)'],
  ['rebuilt', '1.7.20-1', '1.7.20-2', 'p 1.7.20-1 → 1.7.20-2 (rebuild)'],
  ['added', null, '1.7.20', 'p 1.7.20 added'],
  ['removed', '1.7.20', null, 'p 1.7.20 removed'],
  ['now-reported', null, '1.7.20', 'p 1.7.20 now reported'],
  ['no-longer-reported', '1.7.20', null, 'p 1.7.20 no longer reported'],
])('%s', (kind, from, to, words) => {
  expect(describeMove({ package: 'p', kind, level: null, from, to, tracks: [], builds: [] })).toBe(words);
});

test('every recorded release has one line that agrees with its severity', () => {
  for (const report of recordedReports()) {
    const headline = headlineOf(report);
    expect(headline, report.release).not.toMatch(/\n|null|undefined/);
    expect(headline.endsWith('no known behaviour change'), `${report.release} ${headline}`).toBe(
      report.severity === 'routine',
    );
    expect(headline.includes('act before'), headline).toBe(report.severity === 'breaking');
  }
});
