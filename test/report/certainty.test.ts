import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { type Packages, packagesOf } from '../../shared/packages/packages.ts';
import type { FactSource, SourceId } from '../../shared/packages/source.ts';
import { parseVersion } from '../../shared/packages/version.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { disagreements, kubeletStatements, type Statement } from '../../shared/report/statement.ts';
import { stateOf, type Versions } from '../behaviour/state.ts';
import { inputOf } from './recorded.ts';

const one: Track = 'AL2_x86_64/1.30';
const other: Track = 'AL2023_x86_64_STANDARD/1.30';

function packages(versions: Readonly<Record<Track, Versions>>): Packages {
  return new Map(
    (Object.keys(versions) as Track[]).map((track) => [
      track,
      stateOf(track, 'v20240817', versions[track]).packages,
    ]),
  );
}

function says(source: FactSource, name: string, text: string, track = one): Statement {
  const version = parseVersion(text);
  if (version === undefined) throw new RangeError(`No version: ${text}`);
  return { source, package: name, version, track };
}

const input = { ...inputOf('v20240817'), tracks: [one, other] };
const all: Versions = { kernel: '5.10.1-1', runc: '1.1.13-1.amzn2', containerd: '1.7.11-1.amzn2.0.1' };

describe('what no source says is unknown by name', () => {
  test('nothing is unknown when what every node has is known', () => {
    const report = buildReport({ ...input, packages: packages({ [one]: all, [other]: all }) }, []);
    expect([report.unknown, report.known]).toEqual([[], []]);
  });

  test.each<[what: string, of: Versions, unknown: readonly string[]]>([
    ['a missing row', { runc: '1.1.13-1', containerd: '1.7.11-1' }, ['kernel']],
    ['rows of other packages alone', { 'amazon-ssm-agent': '3.3.859.0-1' }, ['kernel', 'containerd', 'runc']],
  ])('%s', (_, of, unknown) => {
    const report = buildReport({ ...input, packages: packages({ [one]: all, [other]: of }) }, []);
    expect(report.unknown).toEqual(unknown.map((name) => ({ package: name, tracks: [other] })));
  });

  test('a track of which nothing is said, beside one that is known', () => {
    const report = buildReport({ ...input, packages: packages({ [one]: all, [other]: {} }) }, []);
    expect(report.unknown).toEqual([{ tracks: [other] }]);
  });

  test('every package of a release without details, also where a description knows one', () => {
    const statements = [says('image-description', 'containerd', '2.2.5-1.amzn2023.0.4')];
    const report = buildReport(
      { ...input, status: 'detected', packages: undefined, statements },
      behaviourChanges,
    );
    expect(report).toMatchObject({ severity: 'unknown', changes: [], findings: [] });
    expect(report.unknown).toEqual([{ tracks: [one, other] }]);
    expect(report.known).toEqual([
      { package: 'containerd', version: '2.2.5-1.amzn2023.0.4', source: 'image-description', tracks: [one] },
    ]);
  });
});

describe('what is known beside the packages', () => {
  test('fills what these say nothing of, and only that', () => {
    const known = packages({ [one]: { kernel: '5.10.1-1', runc: '1.1.13-1' }, [other]: all });
    const statements = [
      says('image-description', 'containerd', '1.7.11-1.amzn2.0.1'),
      says('image-description', 'containerd', '1.7.20-1', other),
      says('image-description', 'containerd', '1.7.20-1', 'AL2_x86_64/1.29'),
    ];
    const report = buildReport({ ...input, packages: known, statements }, []);
    expect(report.known).toMatchObject([{ package: 'containerd', tracks: [one] }]);
    expect(report.unknown).toEqual([]);
  });

  test('kubelet is named where no packages are, by the first who says it', () => {
    const kubelet = (source: FactSource) =>
      kubeletStatements(
        [one, other].map((track) => ({ track, releaseVersion: '1.30.2-20240817' })),
        source,
      );
    const statements = [...kubelet('parameters'), ...kubelet('image-description')];
    const report = buildReport({ ...input, packages: packages({ [one]: all }), statements }, []);
    expect(report.known).toEqual([
      { package: 'kubelet', version: '1.30.2', source: 'parameters', tracks: [other] },
    ]);
  });

  test('an image without a release version says nothing of kubelet', () => {
    expect(kubeletStatements([{ track: one, releaseVersion: undefined }], 'recorded-history')).toEqual([]);
  });
});

describe('sources that disagree', () => {
  const release = 'v20240817';
  const notes = says('release-notes', 'containerd', '1.7.11-1.amzn2.0.1');

  test.each<[what: string, statements: readonly Statement[]]>([
    ['the same words', [notes, says('image-description', 'containerd', '1.7.11-1.amzn2.0.1')]],
    ['a version without its build', [notes, says('image-description', 'containerd', '1.7.11')]],
    ['another track', [notes, says('image-description', 'containerd', '1.7.20-1', other)]],
    ['another package', [notes, says('image-description', 'docker', '25.0.3-1')]],
  ])('%s is no disagreement', (_, statements) => {
    expect(disagreements(release, statements)).toEqual([]);
  });

  test('are both named, once for all tracks, and the first one is held to be right', () => {
    const pair = (track: Track, source: SourceId) => [
      says('release-notes', 'containerd', '1.7.11-1', track),
      says(source, 'containerd', '1.7.20-1', track),
    ];
    const said = disagreements(release, [
      ...pair(one, 'image-description'),
      ...pair(other, 'image-description'),
    ]);
    expect(said).toMatchObject([
      {
        kind: 'sources-disagree',
        subject: 'v20240817 containerd',
        message: 'It is "1.7.11-1" per release notes, and "1.7.20-1" per image descriptions.',
      },
    ]);
    expect(said[0]?.place).toContain('Kubernetes 1.30');
  });

  test('a third source that disagrees is named as well', () => {
    const kubelet = [
      says('release-notes', 'kubelet', '1.30.2'),
      says('parameters', 'kubelet', '1.30.3'),
      says('image-description', 'kubelet', '1.30.4'),
    ];
    expect(disagreements(release, kubelet).map(({ message }) => message)).toEqual([
      expect.stringContaining('per SSM parameters'),
      expect.stringContaining('per image descriptions'),
    ]);
  });
});

test('a version keeps the source that it is read from', () => {
  const cell = { amiType: 'AL2_x86_64', kubernetes: '1.30', package: 'runc', version: '1.1.13-1' } as const;
  const images = [{ track: one, imageName: '', releaseVersion: undefined }];
  const facts = { stream: 'eks-amazon-linux', release: 'v20240817', images, cells: [cell] } as const;
  for (const source of ['release-notes', 'image-description'] as const)
    expect(packagesOf(facts, source).packages.get(one)?.get('runc')?.source).toBe(source);
});
