import { describe, expect, test } from 'vitest';
import { recordOf } from '../../shared/history/record-of.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { packagesOfTrack } from '../../shared/packages/packages.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { readReleaseNotes } from '../../shared/packages/release-notes/read.ts';
import { type ReleaseTag, tagDate } from '../../shared/parameters/release-tag.ts';
import { minorOf, type Track } from '../../shared/parameters/track.ts';
import { read as readNotes, section } from '../packages/release-notes/notes.ts';
import { recordedPackages, recordedReports, reportOf } from '../report/recorded.ts';

function factsOf(release: ReleaseTag): ReleaseFacts {
  const record = recordOf(release);
  if (record === undefined) throw new RangeError(release);
  return readRecord(record).facts;
}

/** A package's version as it was published; `absent` where the notes say so, `undefined` where they say nothing. */
function versionOn(release: ReleaseTag, track: Track, name: string): string | undefined {
  const reported = packagesOfTrack(recordedPackages(release), track).get(name);
  return reported === undefined ? undefined : (reported.version?.text ?? 'absent');
}

const reports = new Map(recordedReports().map((report) => [report.release, report]));
const movesOf = (release: ReleaseTag, name: string) =>
  reports.get(release)?.changes.filter((change) => change.package === name) ?? [];

/** What upstream's notes do that no format says they would, each as it was published. */
describe('irregularities of the notes', () => {
  test('rows that are never closed, and an empty row below the header, still have their columns', () => {
    const rows = '<td>runc</td><td>1.1.12-1.amzn2</td><td>1.1.13-1.amzn2</td>';
    const table = `<table><tr><th>Package</th><th>AL2_x86_64</th><th>AL2_x86_64_GPU</th><tr></tr><tr>${rows}<tr></table>`;
    expect(readNotes(section(table))).toMatchObject({
      cells: ['runc AL2_x86_64/1.30 1.1.12-1.amzn2', 'runc AL2_x86_64_GPU/1.30 1.1.13-1.amzn2'],
      problems: [],
    });
  });

  test('a dash for what every node has is a gap, and no kernel is removed or added over it', () => {
    const track = 'AL2023_ARM_64_NVIDIA/1.31';
    expect(versionOn('v20250419', track, 'kernel')).toBeUndefined();
    expect(versionOn('v20250501', track, 'kernel')).toMatch(/^6\.12\./);
    for (const release of ['v20250419', 'v20250501'] as const) {
      expect(movesOf(release, 'kernel').map(({ kind }) => kind)).not.toContain('removed');
      expect(movesOf(release, 'kernel').map(({ kind }) => kind)).not.toContain('added');
    }
  });

  test('a driver whose rows are missing in one release was not removed, nor added by the next', () => {
    const track = 'AL2_x86_64_GPU/1.32';
    expect(versionOn('v20250904', track, 'nvidia-driver')).toBeUndefined();
    for (const { release, changes } of reports.values()) {
      if (release < 'v20250829' || release > 'v20250920') continue;
      const kinds = changes
        .filter(({ package: name, tracks }) => name === 'nvidia-driver' && tracks.includes(track))
        .map(({ kind }) => kind);
      expect([release, ...kinds]).not.toContain('removed');
      expect([release, ...kinds]).not.toContain('added');
    }
  });

  test('kubelet is in no table, and comes from the release version', () => {
    const kubelet = recordedReleases.flatMap((recorded) =>
      readRecord(recorded).facts.cells.filter((cell) => cell.package === 'kubelet'),
    );
    expect(kubelet).toEqual([]);
    expect(factsOf('v20240817').images.find(({ track }) => track === 'AL2_x86_64/1.30')).toMatchObject({
      releaseVersion: '1.30.2-20240817',
    });
  });

  test('every release version is of its minor and day', () => {
    let checked = 0;
    for (const recorded of recordedReleases) {
      const { images, release } = readRecord(recorded).facts;
      for (const { releaseVersion, track } of images) {
        if (releaseVersion === undefined) continue;
        const [kubelet = '', day] = releaseVersion.split('-');
        expect(`v${day}`).toBe(release);
        expect(kubelet.startsWith(`${minorOf(track)}.`)).toBe(true);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(3000);
  });

  test('the release after one that was taken back is compared with the last good one', () => {
    expect(reports.get('v20260128')?.status).toBe('withdrawn');
    expect(reports.get('v20260129')?.comparedWith.map(({ release }) => release)).toContain('v20260120');
    for (const { comparedWith } of reports.values())
      for (const { release } of comparedWith)
        expect(['v20220513', 'v20221027', 'v20230211', 'v20260128']).not.toContain(release);
  });

  test('tags that have no notes are no releases of the history', () => {
    const without = [
      'v20231024',
      'v20240220',
      'v20240807',
      'v20250610',
      'v20250801',
      'v20250804',
      'v20251103',
    ];
    expect(recordedReleases.map(({ release }) => release).filter((tag) => without.includes(tag))).toEqual([]);
    expect(recordOf('v20211001')).toBeDefined();
  });

  test('the release that a compare link names is not taken for the one before', () => {
    const link = 'https://github.com/awslabs/amazon-eks-ami/compare/v20240807...v20240817';
    const { facts } = readReleaseNotes(`**Full Changelog**: ${link}\n`, 'v20240817');
    expect(JSON.stringify(facts)).not.toContain('v20240807');
    expect(reports.get('v20240817')?.comparedWith.map(({ release }) => release)).toEqual(['v20240729']);
  });

  test('a table for all AMI types says nothing of the kernel on GPU images', () => {
    const release = 'v20231106';
    expect(versionOn(release, 'AL2_x86_64/1.28', 'kernel')).toBeDefined();
    expect(versionOn(release, 'AL2_x86_64_GPU/1.28', 'kernel')).toBeUndefined();
    expect(factsOf(release).references).toContainEqual(expect.objectContaining({ kind: 'callout' }));
  });

  test('one release has several versions of a package, by minor and by AMI type', () => {
    expect(versionOn('v20241115', 'AL2_x86_64/1.28', 'containerd')).toMatch(/^1\.7\.22-/);
    expect(versionOn('v20241115', 'AL2_ARM_64/1.28', 'containerd')).toMatch(/^1\.7\.23-/);
    const several = recordedReleases.filter(({ release }) => {
      const versions = [...recordedPackages(release)]
        .filter(([track]) => track.startsWith('AL2023_x86_64_STANDARD/'))
        .map(([, packages]) => packages.get('containerd')?.version?.text);
      return new Set(versions.filter((version) => version !== undefined)).size > 1;
    });
    expect(several.length).toBeGreaterThan(10);
  });

  test('AL2 and AL2023 differ in version and in the release of the RPM', () => {
    expect(versionOn('v20241011', 'AL2_x86_64/1.30', 'containerd')).toBe('1.7.22-1.amzn2.0.2');
    expect(versionOn('v20241011', 'AL2023_x86_64_STANDARD/1.30', 'containerd')).toBe('1.7.11-1.amzn2023.0.1');
  });

  test.each<[string, ReleaseTag, Track, string, string | undefined]>([
    ['a release twice', 'v20220824', 'AL2_x86_64/1.22', 'runc', undefined],
    ['a kernel for no minor', 'v20211001', 'AL2_x86_64/1.18', 'kernel', undefined],
    [
      'another package’s version',
      'v20210628',
      'AL2_x86_64_GPU/1.20',
      'nvidia-container-runtime-hook',
      undefined,
    ],
    ['an architecture at its end', 'v20210519', 'AL2_x86_64/1.20', 'kernel', '5.4.110-54.189.amzn2.x86_64'],
  ])('slips of the pen: %s', (_, release, track, name, version) => {
    expect(versionOn(release, track, name)).toBe(version);
  });

  test('cuda meant the driver first, and the toolkit later', () => {
    const track = 'AL2_x86_64_GPU/1.21';
    expect(versionOn('v20210519', 'AL2_x86_64_GPU/1.20', 'nvidia-driver')).toBe('460.73.01');
    expect(versionOn('v20221222', track, 'cuda-toolkit')).toBe('11.4.0-1');
    const moves = [...reports.values()].flatMap(({ changes }) => changes);
    expect(
      moves.filter(({ package: name, from }) => name === 'cuda-toolkit' && /^4[67]0\./.test(from ?? '')),
    ).toEqual([]);
  });

  test('releases come a day apart or five weeks apart, and are told apart by their tag alone', () => {
    const days = recordedReleases.map(({ release }) => Date.parse(tagDate(release)) / 86_400_000);
    const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
    expect(Math.min(...gaps)).toBe(1);
    expect(Math.max(...gaps)).toBeGreaterThan(30);
    expect(reportOf('v20211004', 'v20211003').comparedWith.map(({ release }) => release)).toEqual([
      'v20211003',
    ]);
  });
});
