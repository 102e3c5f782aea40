import { expect, test } from 'vitest';
import { catalogueOf, releaseIn } from '../../shared/feed/catalogue.ts';
import type { RecordedRelease } from '../../shared/packages/recorded-history/recorded-release.ts';

const track = 'AL2_x86_64/1.30';

function record(
  release: RecordedRelease['release'],
  packages: Readonly<Record<string, string>>,
  withdrawn?: RecordedRelease['withdrawn'],
): RecordedRelease {
  return {
    release,
    kubernetes: { '1.30.2': 'AL2_x86_64' },
    packages: Object.fromEntries(
      Object.entries(packages).map(([name, version]) => [name, { [version]: track }]),
    ),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
}

/** What the newest of these releases changed, and compared with which. */
function changesOf(...records: readonly RecordedRelease[]) {
  const catalogue = catalogueOf([], records, [], '2024-09-01T00:00:00.000Z');
  const report = releaseIn(catalogue, records.at(-1)?.release ?? '')?.report();
  return {
    comparedWith: report?.comparedWith.map(({ release }) => release),
    changes: report?.changes.map((change) => `${change.package} ${change.kind} ${change.from} ${change.to}`),
  };
}

test('a missing row is a gap, and a move across it is a move', () => {
  const told = changesOf(
    record('v20240801', { containerd: '1.7.11', runc: '1.1.11' }),
    record('v20240802', { containerd: '1.7.12' }),
    record('v20240803', { containerd: '1.7.12', runc: '1.1.12' }),
  );
  expect(told).toEqual({ comparedWith: ['v20240802'], changes: ['runc upgraded 1.1.11 1.1.12'] });
});

test('nothing is compared with a release that AWS took back, or of which nothing is known', () => {
  const told = changesOf(
    record('v20240801', { runc: '1.1.11' }),
    record('v20240802', { runc: '1.2.0' }, 'recalled'),
    record('v20240803', {}),
    record('v20240804', { runc: '1.1.12' }),
  );
  expect(told).toEqual({ comparedWith: ['v20240801'], changes: ['runc upgraded 1.1.11 1.1.12'] });
});

test('a gap is looked back over for three good releases and no more', () => {
  const bare = (release: RecordedRelease['release']) => record(release, { containerd: '1.7.11' });
  const first = record('v20240801', { containerd: '1.7.11', runc: '1.1.11' });
  const last = record('v20240809', { containerd: '1.7.11', runc: '1.1.12' });
  expect(changesOf(first, bare('v20240802'), bare('v20240803'), last).changes).toEqual([
    'runc upgraded 1.1.11 1.1.12',
  ]);
  expect(changesOf(first, bare('v20240802'), bare('v20240803'), bare('v20240804'), last).changes).toEqual([
    'runc now-reported undefined 1.1.12',
  ]);
});
