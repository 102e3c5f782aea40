import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../shared/changes/change.ts';
import { isListed } from '../../shared/packages/canonical.ts';
import type { Cell } from '../../shared/packages/facts.ts';
import { packagesOf, packagesOfTrack } from '../../shared/packages/packages.ts';
import { parseVersion } from '../../shared/packages/version.ts';
import { imageName } from '../../shared/parameters/image-name.ts';
import { type AmiType, amiTypeOf, type Minor, minorOf, type Track } from '../../shared/parameters/track.ts';

const release = 'v20240817';
const al2: readonly Track[] = ['AL2_x86_64/1.30', 'AL2_ARM_64/1.30', 'AL2_x86_64_GPU/1.30'];

/** A column, a row's name, and what stands there; `—` is the dash of the release notes. */
type Row = readonly [column: `${AmiType | '*'}/${Minor}`, name: string, version: string];

function read(rows: readonly Row[], tracks: readonly Track[] = al2) {
  const cells = rows.map(([column, name, version]): Cell => {
    const [amiType, kubernetes] = column.split('/') as [AmiType | '*', Minor];
    return { amiType, kubernetes, package: name, version: version === '—' ? undefined : version };
  });
  const images = tracks.map((track) => ({
    track,
    imageName: imageName(track, release),
    releaseVersion: `${minorOf(track)}.2-20240817`,
  }));
  return packagesOf({ stream: 'eks-amazon-linux', release, images, cells }, 'release-notes');
}

/** Canonical name → the version's text, `—` for a package that is known to be absent. */
function on(track: Track, rows: readonly Row[], tracks?: readonly Track[]) {
  const packages = [...packagesOfTrack(read(rows, tracks).packages, track)].filter(([name]) =>
    isListed(name),
  );
  return Object.fromEntries(packages.map(([name, { version }]) => [name, version?.text ?? '—']));
}

describe('a column that tells no AMI types apart', () => {
  const rows: readonly Row[] = [
    ['*/1.30', 'containerd', '1.7.11-1.amzn2'],
    ['*/1.30', 'kernel', '5.10.198-187.748.amzn2'],
    ['*/1.30', 'nvidia-driver-latest-dkms', '535.54.03-1.el7'],
    ['*/1.30', 'cuda', '12.2.0-1'],
    ['*/1.30', 'efa', '2.8.0-1'],
  ];

  test.each(['AL2_x86_64/1.30', 'AL2_ARM_64/1.30'] as const)('%s has all but what is for GPUs', (track) => {
    expect(on(track, rows)).toEqual({ containerd: '1.7.11-1.amzn2', kernel: '5.10.198-187.748.amzn2' });
  });

  test('the GPU image has what is for GPUs, and a kernel of its own', () => {
    expect(on('AL2_x86_64_GPU/1.30', rows)).toEqual({
      containerd: '1.7.11-1.amzn2',
      'nvidia-driver': '535.54.03-1.el7',
      'cuda-toolkit': '12.2.0-1',
      efa: '2.8.0-1',
    });
  });

  test('it speaks of its own Kubernetes minor only', () => {
    expect(on('AL2_x86_64/1.29', rows, [...al2, 'AL2_x86_64/1.29'])).toEqual({});
  });
});

describe('a column of one AMI type', () => {
  test('speaks of that one, GPU packages and kernel included', () => {
    const rows: readonly Row[] = [
      ['AL2_x86_64_GPU/1.30', 'kernel', '5.10.198-1'],
      ['AL2_x86_64/1.30', 'cuda', '12.2.0-1'],
    ];
    expect(on('AL2_x86_64_GPU/1.30', rows)).toEqual({ kernel: '5.10.198-1' });
    expect(on('AL2_x86_64/1.30', rows)).toEqual({ 'cuda-toolkit': '12.2.0-1' });
    expect(on('AL2_ARM_64/1.30', rows)).toEqual({});
  });

  test('a release says nothing of a track without an image in it', () => {
    const { packages } = read([['AL2023_x86_64_NEURON/1.30', 'containerd', '1.7.11-1']]);
    expect([...packages.keys()].map(amiTypeOf)).not.toContain('AL2023_x86_64_NEURON');
    expect(packagesOfTrack(packages, 'AL2023_x86_64_NEURON/1.30')).toEqual(new Map());
  });
});

describe('a dash is a package that is not there, a missing row one of which nothing is known', () => {
  test.each<[string, readonly Row[], Record<string, string>]>([
    ['a dash', [['AL2_x86_64/1.30', 'docker', '—']], { docker: '—' }],
    ['a missing row', [], {}],
    ['a dash for the container runtime', [['AL2_x86_64/1.30', 'containerd', '—']], {}],
    [
      'a kernel with dashes only',
      [
        ['AL2_x86_64/1.30', 'kernel5.10', '—'],
        ['AL2_x86_64/1.30', 'kernel6.1', '—'],
      ],
      {},
    ],
  ])('%s', (_, rows, expected) => {
    expect(on('AL2_x86_64/1.30', rows)).toEqual(expected);
    expect(read(rows).problems).toEqual([]);
  });
});

describe('two rows of one package', () => {
  test.each([false, true])(
    'a kernel is on one line and has dashes on the others (turned round: %s)',
    (turned) => {
      const rows: Row[] = [
        ['AL2_x86_64/1.30', 'kernel5.10', '—'],
        ['AL2_x86_64/1.30', 'kernel6.1', '6.1.102-1'],
        ['AL2_x86_64/1.30', 'kernel6.12', '—'],
      ];
      expect(on('AL2_x86_64/1.30', turned ? rows.toReversed() : rows)).toEqual({ kernel: '6.1.102-1' });
      expect(read(rows).problems).toEqual([]);
    },
  );

  test('the name that the source uses stays beside the version', () => {
    const { packages } = read([['AL2_x86_64/1.30', 'kernel6.1', '6.1.102-1']]);
    expect(packages.get('AL2_x86_64/1.30')?.get('kernel')?.name).toBe('kernel6.1');
  });

  test.each([
    ['the same version', '570.172.08-1.el9'],
    ['the same version without a build', '570.172.08'],
  ])('they agree: %s', (_, other) => {
    const { problems } = read([
      ['AL2_x86_64_GPU/1.30', 'kmod-nvidia-latest-dkms', '570.172.08-1.el9'],
      ['AL2_x86_64_GPU/1.30', 'nvidia-driver-latest-dkms', other],
    ]);
    expect(problems).toEqual([]);
  });

  test('they disagree: the first is taken, and it is one problem however many tracks have it', () => {
    const rows = al2.flatMap((track): Row[] => [
      [track, 'kmod-nvidia-latest-dkms', '570.172.08-1'],
      [track, 'nvidia-driver-latest-dkms', '570.195.03-1'],
    ]);
    expect(on('AL2_x86_64_GPU/1.30', rows)).toEqual({ 'nvidia-driver': '570.172.08-1' });
    expect(read(rows).problems).toMatchObject([
      {
        kind: 'rows-disagree',
        subject: 'v20240817 nvidia-driver-latest-dkms',
        place: 'AL2_x86_64/1.30',
        message:
          'kmod-nvidia-latest-dkms says "570.172.08-1" and nvidia-driver-latest-dkms says "570.195.03-1", and both are nvidia-driver.',
      },
    ]);
  });
});

describe('a version of an unknown shape', () => {
  const rows = al2.flatMap((track): Row[] => [
    [track, 'containerd', '1.7.*'],
    [track, 'runc', '1.1.11-1.amzn2'],
  ]);

  test('is one problem however many tracks have it', () => {
    expect(read(rows).problems).toMatchObject([
      {
        kind: 'unknown-version-shape',
        subject: 'v20240817 containerd',
        place: 'Kubernetes 1.30, AL2_x86_64',
      },
    ]);
  });

  test('leaves the package unknown and the others known', () => {
    for (const track of al2) expect(on(track, rows)).toEqual({ runc: '1.1.11-1.amzn2' });
  });

  test.each([false, true])('is not made "absent" by the dash of another row (turned round: %s)', (turned) => {
    const two: Row[] = [
      ['AL2_x86_64_GPU/1.30', 'kmod-nvidia-latest-dkms', 'latest'],
      ['AL2_x86_64_GPU/1.30', 'nvidia-driver-latest-dkms', '—'],
    ];
    expect(on('AL2_x86_64_GPU/1.30', turned ? two.toReversed() : two)).toEqual({});
  });

  test('does not hide the version of another row', () => {
    const two: readonly Row[] = [
      ['AL2_x86_64_GPU/1.30', 'kmod-nvidia-latest-dkms', 'latest'],
      ['AL2_x86_64_GPU/1.30', 'nvidia-driver-latest-dkms', '570.172.08-1'],
    ];
    expect(on('AL2_x86_64_GPU/1.30', two)).toEqual({ 'nvidia-driver': '570.172.08-1' });
  });
});

describe('versions of the older lists', () => {
  test('a version with the name of its package before it is that version', () => {
    const rows: readonly Row[] = [['*/1.30', 'runc', 'runc-1.1.4-1.amzn2']];
    expect(on('AL2_x86_64/1.30', rows)).toEqual({ runc: '1.1.4-1.amzn2' });
  });

  test('cuda is the driver where it has a version of the driver', () => {
    expect(on('AL2_x86_64_GPU/1.30', [['*/1.30', 'cuda', '470.57.02-1']])).toEqual({
      'nvidia-driver': '470.57.02-1',
    });
  });

  test('a version copied from another package leaves the package unknown', () => {
    const rows: readonly Row[] = [['*/1.30', 'nvidia-container-runtime-hook', '460.73.01']];
    expect(on('AL2_x86_64_GPU/1.30', rows)).toEqual({});
    expect(read(rows).problems).toMatchObject([{ kind: 'misplaced-version' }]);
  });
});

describe('kubelet', () => {
  const rows: readonly Row[] = [['AL2_x86_64/1.30', 'containerd', '1.7.11-1.amzn2']];
  const { packages } = read(rows);

  test('is in no table: the release version of the image has it, from the same source', () => {
    expect(packages.get('AL2_x86_64/1.30')?.get('kubelet')).toMatchObject({
      version: { upstream: '1.30.2' },
      source: 'release-notes',
    });
  });

  test('does not make a track known of which the tables say nothing', () => {
    expect(packagesOfTrack(packages, 'AL2_ARM_64/1.30').size).toBe(0);
  });

  test('moves with its minor, which is no line of a report', () => {
    const after = new Map(packagesOfTrack(packages, 'AL2_x86_64/1.30'));
    const version = parseVersion('1.30.4');
    after.set('kubelet', { name: 'kubelet', version, source: 'release-notes' });
    expect(changesBetween(packagesOfTrack(packages, 'AL2_x86_64/1.30'), after)).toEqual([]);
  });
});
