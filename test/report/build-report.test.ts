import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { amiTypeOf, operatingSystemOf, type Track } from '../../shared/parameters/track.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { Report } from '../../shared/report/report.ts';
import { inputOf, recordedReports, reportOf } from './recorded.ts';

const emptyResolvConf = 'containerd-empty-resolv-conf-no-fallback';
const exitEventLost = 'containerd-process-exit-event-lost';

const isAl2 = (track: Track) => operatingSystemOf(amiTypeOf(track)) === 'AL2';

/** `id → tracks` of the findings in a direction. */
function found(report: Report, direction: Report['findings'][number]['direction']) {
  const findings = report.findings.filter((finding) => finding.direction === direction);
  return Object.fromEntries(findings.map(({ behaviourChange, tracks }) => [behaviourChange, tracks]));
}

describe('the story of containerd, as it was recorded', () => {
  test('v20240817 brings both behaviour changes to every track', () => {
    const report = reportOf('v20240817', 'v20240729');
    expect(report.tracks).toHaveLength(9 * 3 + 8 * 2);
    expect(report.comparedWith).toEqual([{ release: 'v20240729', tracks: report.tracks }]);
    expect(report.changes.find((group) => group.package === 'containerd')).toMatchObject({
      kind: 'upgraded',
      level: 'patch',
      from: '1.7.11',
      to: '1.7.20',
      tracks: report.tracks,
      builds: [
        { from: '1.7.11-1.amzn2.0.1', to: '1.7.20-1.amzn2.0.1', tracks: report.tracks.filter(isAl2) },
        { from: '1.7.11-1.amzn2023.0.1', to: '1.7.20-1.amzn2023.0.1' },
      ],
    });
    expect(found(report, 'introduced')).toEqual({
      [emptyResolvConf]: report.tracks,
      [exitEventLost]: report.tracks,
      'cni-cache-reset': report.tracks.filter((track) => !isAl2(track)),
    });
    expect(report).toMatchObject({
      severity: 'breaking',
      because: `${emptyResolvConf} is introduced and ${exitEventLost} is introduced`,
      baseline: false,
      firstSeen: [],
      problems: [],
    });
  });

  test('v20240828 takes both back on every track', () => {
    const report = reportOf('v20240828', 'v20240817');
    const containerd = report.changes.filter((group) => group.package === 'containerd');
    expect(containerd).toMatchObject([
      { kind: 'downgraded', from: '1.7.20', to: '1.7.11', tracks: report.tracks },
    ]);
    expect(found(report, 'reverted')).toMatchObject({
      [emptyResolvConf]: report.tracks,
      [exitEventLost]: report.tracks,
    });
    expect(report.severity).toBe('behaviour');
    expect(report.because).toContain(`${emptyResolvConf} is reverted`);
  });

  test('v20241011 brings the first one back, to AL2 alone', () => {
    const report = reportOf('v20241011', 'v20240928');
    expect(found(report, 'introduced')[emptyResolvConf]).toEqual(report.tracks.filter(isAl2));
    expect(report.findings.map(({ behaviourChange }) => behaviourChange)).not.toContain(exitEventLost);
    expect(report).toMatchObject({ severity: 'breaking', because: `${emptyResolvConf} is introduced` });
  });

  test('v20241016 brings it to AL2023, where AL2 carries it already', () => {
    const report = reportOf('v20241016', 'v20241011');
    expect(found(report, 'introduced')[emptyResolvConf]).toEqual(
      report.tracks.filter((track) => !isAl2(track)),
    );
    expect(found(report, 'carried')[emptyResolvConf]).toEqual(report.tracks.filter(isAl2));
    expect(report).toMatchObject({ severity: 'breaking', because: `${emptyResolvConf} is introduced` });
  });

  test('the gravest finding stands first', () => {
    const { findings } = reportOf('v20241016', 'v20241011');
    expect(findings[0]).toMatchObject({ behaviourChange: emptyResolvConf, direction: 'introduced' });
  });
});

describe('unknown is never shown as routine', () => {
  const input = inputOf('v20240703', 'v20240625');

  test('a known release in which nothing moved is routine', () => {
    expect(buildReport(input, behaviourChanges)).toMatchObject({
      severity: 'routine',
      because: 'no known behaviour change came or went',
      changes: [],
    });
  });

  test.each([
    ['no details', { packages: undefined }, 'the packages of this release are not known'],
    ['details without packages', { packages: new Map() }, 'the packages of this release are not known'],
    [
      'nothing before it',
      { previous: new Map() },
      'no earlier release of its tracks is known to compare it with',
    ],
    [
      'nothing known of what was before it',
      {
        previous: new Map(
          input.tracks.map((track) => [track, { release: 'v20240625' as const, packages: new Map() }]),
        ),
      },
      'no earlier release of its tracks is known to compare it with',
    ],
  ])('%s', (_, missing, because) => {
    const report = buildReport({ ...input, ...missing }, behaviourChanges);
    expect(report).toMatchObject({ severity: 'unknown', because });
    expect(report.findings.filter(({ direction }) => direction !== 'carried')).toEqual([]);
  });

  test('a pending release keeps what it will be compared with', () => {
    const report = buildReport({ ...input, packages: undefined, status: 'detected' }, behaviourChanges);
    expect(report).toMatchObject({ baseline: false, firstSeen: [], changes: [], problems: [] });
    expect(report.comparedWith).toEqual([{ release: 'v20240625', tracks: report.tracks }]);
  });

  test('tracks of which the sources say nothing are a problem', () => {
    const packages = new Map([...(input.packages ?? [])].filter(([track]) => isAl2(track)));
    expect(buildReport({ ...input, packages }, behaviourChanges).problems).toMatchObject([
      {
        kind: 'tracks-without-packages',
        subject: 'v20240703',
        message: expect.stringContaining('the packages of AL2023, Kubernetes 1.23–1.30'),
      },
    ]);
  });
});

describe('what a release is compared with', () => {
  test('the first sight of every track is a baseline', () => {
    const report = reportOf('v20240817');
    expect(report).toMatchObject({ baseline: true, comparedWith: [], changes: [] });
    expect(report.firstSeen).toEqual(report.tracks);
    expect(report.findings.map(({ direction }) => direction)).not.toContain('introduced');
  });

  test('new tracks beside known ones are first seen, and nothing is said to have changed there', () => {
    const report = reportOf('v20240928', 'v20240817');
    const isNew = (track: Track) => /NVIDIA|NEURON|1\.31$/.test(track);
    expect(report.firstSeen).toEqual(report.tracks.filter(isNew));
    expect(report.comparedWith).toEqual([
      { release: 'v20240817', tracks: report.tracks.filter((track) => !isNew(track)) },
    ]);
    const changed = new Set(report.changes.flatMap(({ tracks }) => tracks));
    expect([...changed].filter(isNew)).toEqual([]);
    expect(report.kubernetes).toEqual([
      '1.23',
      '1.24',
      '1.25',
      '1.26',
      '1.27',
      '1.28',
      '1.29',
      '1.30',
      '1.31',
    ]);
  });

  test('tracks that come from different releases say so', () => {
    const [track = 'AL2_x86_64/1.30', ...others] = inputOf('v20240817').tracks;
    const previous = new Map([
      ...inputOf('v20240817', 'v20240703').previous,
      ...[...inputOf('v20240817', 'v20240729').previous].filter(([of]) => of !== track),
    ]);
    const report = buildReport({ ...inputOf('v20240817'), previous }, behaviourChanges);
    expect(report.comparedWith).toEqual([
      { release: 'v20240703', tracks: [track] },
      { release: 'v20240729', tracks: others },
    ]);
  });

  test('the order of what comes in makes no difference', () => {
    const input = inputOf('v20240817', 'v20240729');
    const turned = { ...input, tracks: input.tracks.toReversed() };
    expect(buildReport(turned, behaviourChanges)).toEqual(buildReport(input, behaviourChanges));
  });
});

test('every recorded release with packages has a report without a problem, whose reason names its gravest finding or risk', () => {
  for (const report of recordedReports()) {
    // It was recalled before its notes had packages.
    const expected = report.release === 'v20220513' ? ['tracks-without-packages'] : [];
    expect(report.problems.map(({ kind }) => kind)).toEqual(expected);
    const [gravest] = report.findings.filter(({ direction }) => direction !== 'carried');
    const [risk] = report.risks.filter(({ severity }) => severity !== 'routine');
    if (report.severity === 'unknown') continue;
    if (report.severity === 'unreviewed') expect(report.because).toContain(risk?.reason);
    else if (gravest !== undefined) expect(report.because).toContain(gravest.behaviourChange);
    expect(report.severity === 'routine').toBe(gravest === undefined && risk === undefined);
  }
});
