import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AmiType, amiTypes, type Minor, type Track, trackOf } from '../../shared/parameters/track.ts';
import { parseTrackSet } from '../../shared/parameters/track-set.ts';
import { describeMinors, describeTracks } from '../../shared/report/describe-tracks.ts';

function tracksOf(text: string): readonly Track[] {
  const tracks = parseTrackSet(text);
  if (tracks === undefined) throw new RangeError(`No set of tracks: ${text}`);
  return tracks;
}

const al2 = 'AL2_x86_64,AL2_ARM_64,AL2_x86_64_GPU';
const al2023 = 'AL2023_x86_64_STANDARD,AL2023_ARM_64_STANDARD,AL2023_x86_64_NVIDIA,AL2023_x86_64_NEURON';
const all = `${al2}/1.23-1.30; ${al2023}/1.23-1.34`;

describe('tracks in words', () => {
  test.each([
    ['', 'no tracks'],
    [all, 'AL2 and AL2023, Kubernetes 1.23–1.34'],
    [`${al2}/1.23-1.30`, 'AL2, Kubernetes 1.23–1.30'],
    [`${al2023}/1.23-1.34`, 'AL2023, Kubernetes 1.23–1.34'],
    [`${al2},${al2023}/1.29-1.30`, 'AL2 and AL2023, Kubernetes 1.29–1.30'],
    [`${al2}/1.23,1.25-1.26,1.30`, 'AL2, Kubernetes 1.23, 1.25–1.26, 1.30'],
    ['AL2_x86_64/1.30', 'AL2_x86_64, Kubernetes 1.30'],
    ['AL2_x86_64_GPU/1.23-1.30', 'AL2_x86_64_GPU, Kubernetes 1.23–1.30'],
    ['AL2_x86_64,AL2_x86_64_GPU/1.30', 'AL2 on x86_64, Kubernetes 1.30'],
    ['AL2_x86_64,AL2_ARM_64/1.30', 'AL2_x86_64 and AL2_ARM_64, Kubernetes 1.30'],
    ['AL2023_ARM_64_STANDARD/1.30', 'AL2023_ARM_64_STANDARD, Kubernetes 1.30'],
    [
      `${al2},AL2023_x86_64_NVIDIA,AL2023_x86_64_NEURON/1.30`,
      'AL2, AL2023_x86_64_NVIDIA and AL2023_x86_64_NEURON, Kubernetes 1.30',
    ],
    ['AL2_x86_64_GPU/1.29; AL2_x86_64/1.30', 'AL2_x86_64, Kubernetes 1.30; AL2_x86_64_GPU, Kubernetes 1.29'],
    [`${al2}/1.29; ${al2023}/1.30`, 'AL2, Kubernetes 1.29; AL2023, Kubernetes 1.30'],
  ])('%s: %s', (chosen, words) => {
    expect(describeTracks(tracksOf(chosen), tracksOf(all))).toBe(words);
  });

  test.each([
    [
      'one AMI type of a system is not the system',
      'AL2_x86_64/1.29-1.30',
      'AL2_x86_64, Kubernetes 1.29–1.30',
    ],
    [
      'not beside another system either',
      `${al2}/1.30; AL2023_x86_64_STANDARD/1.30`,
      'AL2 and AL2023_x86_64_STANDARD, Kubernetes 1.30',
    ],
    ['a single track', 'AL2_x86_64/1.30', 'AL2_x86_64, Kubernetes 1.30'],
  ])('where that is all there is: %s', (_, text, words) => {
    expect(describeTracks(tracksOf(text), tracksOf(text))).toBe(words);
  });

  test('tracks that the release does not list are described all the same', () => {
    expect(describeTracks(['AL2_x86_64/1.30'], [])).toBe('AL2_x86_64, Kubernetes 1.30');
  });
});

test.each<[readonly Minor[], string]>([
  [[], ''],
  [['1.30'], '1.30'],
  [['1.29', '1.30'], '1.29–1.30'],
  [['1.30', '1.28', '1.29'], '1.28–1.30'],
  [['1.23', '1.25', '1.26', '1.30'], '1.23, 1.25–1.26, 1.30'],
  [['1.9', '1.10'], '1.9–1.10'],
  [['1.30', '2.31'], '1.30, 2.31'],
])('minors %j: %s', (minors, words) => {
  expect(describeMinors(minors)).toBe(words);
});

/** Reads the words as a person would: a system's name stands for all of its AMI types in the release. */
function understood(words: string, universe: readonly Track[]): ReadonlySet<Track> {
  if (words === 'no tracks') return new Set();
  return new Set(
    words.split('; ').flatMap((part) => {
      const [names = '', ranges = ''] = part.split(', Kubernetes ');
      const minors = ranges.split(', ').flatMap(minorsOfRange);
      return names.split(/, | and /).flatMap((name) => tracksNamed(name, minors, universe));
    }),
  );
}

function minorsOfRange(range: string): readonly Minor[] {
  const ends = range.split('–').map((minor) => minor.split('.').map(Number));
  const [major = 0, first = 0] = ends[0] ?? [];
  const last = ends.at(-1)?.[1] ?? first;
  return Array.from({ length: last - first + 1 }, (_, index): Minor => `${major}.${first + index}`);
}

function tracksNamed(name: string, minors: readonly Minor[], universe: readonly Track[]): readonly Track[] {
  const [system = '', architecture] = name.split(' on ');
  if (system !== 'AL2' && system !== 'AL2023') {
    if (!amiTypes.includes(name as AmiType)) throw new RangeError(`Not understood: ${name}`);
    return minors.map((minor) => trackOf(name as AmiType, minor));
  }
  const meant = universe.filter((track) => {
    const [type = '', minor = ''] = track.split('/');
    const onArchitecture = architecture === undefined || type.includes('ARM') === (architecture === 'arm64');
    return type.startsWith(`${system}_`) && onArchitecture && (minors as readonly string[]).includes(minor);
  });
  // The name of a system says "all of its AMI types", which one alone is not.
  expect(new Set(meant.map((track) => track.split('/')[0])).size).toBeGreaterThan(1);
  return meant;
}

test('any words name the tracks that they are made from, all of them and no others', () => {
  const everything = amiTypes.flatMap((type) =>
    (['1.8', '1.9', '1.10', '1.12', '2.0'] as const).map((minor) => trackOf(type, minor)),
  );
  const example = fc
    .oneof(fc.shuffledSubarray(everything), fc.constant(everything))
    .chain((universe) => fc.tuple(fc.constant(universe), fc.shuffledSubarray(universe)));
  fc.assert(
    fc.property(example, ([universe, chosen]) => {
      const words = describeTracks(chosen, universe);
      expect(understood(words, universe), words).toEqual(new Set(chosen));
      expect(describeTracks(chosen.toReversed(), universe.toReversed())).toBe(words);
    }),
    { numRuns: 300 },
  );
});

test('whole systems are understood as well', () => {
  const types = fc.subarray(amiTypes.slice(), { minLength: 1 });
  const minors = fc.subarray(['1.8', '1.9', '1.10', '1.12'] as const, { minLength: 1 });
  fc.assert(
    fc.property(types, minors, types, minors, (someTypes, someMinors, moreTypes, moreMinors) => {
      const cross = (a: readonly AmiType[], b: readonly Minor[]) =>
        a.flatMap((type) => b.map((minor) => trackOf(type, minor)));
      const universe = [...new Set([...cross(someTypes, someMinors), ...cross(moreTypes, moreMinors)])];
      for (const chosen of [universe, cross(someTypes, someMinors), cross(moreTypes, moreMinors)]) {
        const words = describeTracks(chosen, universe);
        expect(understood(words, universe), words).toEqual(new Set(chosen));
      }
    }),
    { numRuns: 300 },
  );
});
