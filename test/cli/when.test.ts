import { describe, expect, test } from 'vitest';
import { readWanted, when } from '../../cli/when.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { amiwatch } from './command.ts';

const answerFor = (text: string, track: Track) => {
  const { groups, never, unknown } = when(readWanted(text));
  if (never.includes(track)) return 'never';
  if (unknown.includes(track)) return 'unknown';
  return groups.find(({ tracks }) => tracks.includes(track))?.stretches;
};

describe('the first release of each track, and whether it went away again', () => {
  test.each<[string, Track, unknown]>([
    [
      'containerd=1.7.20',
      'AL2_x86_64/1.30',
      [
        {
          since: { release: 'v20240817', date: '2024-08-17', version: '1.7.20-1.amzn2.0.1' },
          gone: { release: 'v20240828', date: '2024-08-28', version: '1.7.11-1.amzn2.0.1' },
          fromTheStart: false,
        },
      ],
    ],
    [
      'containerd>=1.7.14',
      'AL2023_x86_64_STANDARD/1.30',
      [
        { since: { release: 'v20240817' }, gone: { release: 'v20240828' } },
        { since: { release: 'v20241016', version: '1.7.22-1.amzn2023.0.2' } },
      ],
    ],
    [
      'containerd>=1.7.22',
      'AL2023_ARM_64_NVIDIA/1.30',
      [{ since: { release: 'v20250403' }, fromTheStart: true }],
    ],
    [
      'kernel 6.12.x',
      'AL2023_x86_64_STANDARD/1.33',
      [{ since: { release: 'v20250807' }, fromTheStart: false }],
    ],
    ['dockerd >=20.10.7', 'AL2_x86_64/1.21', [{ since: { release: 'v20211008' }, fromTheStart: false }]],
    // v20221027, which has another one, was recalled: it ends nothing.
    [
      'kernel =5.4.209',
      'AL2_x86_64/1.22',
      [{ since: { release: 'v20220824' }, gone: { release: 'v20221104' } }],
    ],
    ['containerd>=2', 'AL2_x86_64/1.30', 'never'],
    ['cuda <12', 'AL2_x86_64/1.20', 'unknown'],
  ])('%s on %s', (text, track, expected) => {
    const answer = answerFor(text, track);
    if (typeof expected === 'string') expect(answer).toBe(expected);
    else expect(answer).toMatchObject(expected as object);
  });

  test.each<[string, Track, object]>([
    [
      'kernel>=5.10',
      'AL2_x86_64/1.24',
      { since: { release: 'v20230211', withdrawn: 'recalled' }, good: { release: 'v20230217' } },
    ],
    [
      'kernel>=5.4.217 <5.5',
      'AL2_x86_64/1.22',
      { since: { release: 'v20221027', withdrawn: 'recalled' }, gone: { release: 'v20221101' } },
    ],
  ])('%s on %s came with a release that AWS took back', (text, track, stretch) => {
    const [first] = answerFor(text, track) ?? [];
    expect(first).toMatchObject(stretch);
  });

  test('each track is in one place', () => {
    const { groups, never, unknown } = when(readWanted('docker>=20'));
    const tracks = [...groups.flatMap((group) => group.tracks), ...never, ...unknown];
    expect(new Set(tracks).size).toBe(tracks.length);
    expect(when(readWanted('runc>=0')).groups.flatMap((group) => group.tracks)).toHaveLength(tracks.length);
  });
});

test.each([
  ['containerd>=1.7.22', 'containerd', '>=1.7.22'],
  ['containerd >= 1.7.22', 'containerd', '>= 1.7.22'],
  ['kernel6.12 ~6.12.40', 'kernel6.12', '~6.12.40'],
  ['runc 1.2.x', 'runc', '1.2.x'],
  ['nvidia-driver>=570 <580', 'nvidia-driver', '>=570 <580'],
])('%s is %s and %s', (text, name, range) => {
  const wanted = readWanted(text);
  expect([wanted.package, wanted.range.text]).toEqual([name, range]);
});

test.each(['containerd >=2 <1', 'containerd >1.7.20 <=1.7.20', 'containerd 1.6.x 1.7.x'])(
  'nothing can be %s',
  (text) => {
    expect(() => readWanted(text)).toThrow('No version can be in');
  },
);

test.each(['containerd >=1.7.20 <=1.7.20', 'containerd >=2 <1 || 1.7.x', 'containerd =1.7.20', 'runc <2'])(
  'something can be %s',
  (text) => {
    expect(readWanted(text).range.alternatives).not.toEqual([]);
  },
);

test('a person reads blocks of tracks', async () => {
  const { code, stdout } = await amiwatch([
    'when',
    'containerd>=1.7.14',
    '--kubernetes',
    '1.30',
    '--ami-type',
    'AL2_x86_64',
  ]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `containerd >=1.7.14

AL2_x86_64, Kubernetes 1.30
  since v20240817 (2024-08-17)  1.7.20-1.amzn2.0.1
  gone  v20240828 (2024-08-28)  1.7.11-1.amzn2.0.1
  since v20241011 (2024-10-11)  1.7.22-1.amzn2.0.2
`,
  });
});
