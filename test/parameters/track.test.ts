import { describe, expect, test } from 'vitest';
import {
  architectureOf,
  compareMinors,
  compareTracks,
  isMinor,
  operatingSystemOf,
  parseTrack,
  type Track,
} from '../../shared/parameters/track.ts';

describe('tracks', () => {
  test.each(['AL2_x86_64/1.30', 'AL2023_ARM_64_NVIDIA/1.9', 'AL2_x86_64_GPU/2.0'])('%s is one', (text) => {
    expect(parseTrack(text)).toBe(text);
  });

  test.each([
    '',
    '/',
    'AL2_x86_64',
    'AL2_x86_64/',
    '/1.30',
    'AL2_x86_64/1.30/',
    'AL2_x86_64/1.30.2',
    'AL2_x86_64/1.030',
    'AL2_x86_64/01.30',
    'al2_x86_64/1.30',
    'BOTTLEROCKET_x86_64/1.30',
    'toString/1.30',
    'AL2_x86_64/1.30\n',
  ])('%j is none', (text) => {
    expect(parseTrack(text)).toBeUndefined();
  });

  test('minors order by number', () => {
    expect((['1.30', '2.0', '1.9', '1.100'] as const).toSorted(compareMinors)).toEqual([
      '1.9',
      '1.30',
      '1.100',
      '2.0',
    ]);
  });

  test('tracks order by AMI type as people list them, then by minor', () => {
    const tracks: Track[] = [
      'AL2023_x86_64_STANDARD/1.23',
      'AL2_ARM_64/1.23',
      'AL2_x86_64/1.30',
      'AL2_x86_64/1.9',
    ];
    expect(tracks.sort(compareTracks)).toEqual([
      'AL2_x86_64/1.9',
      'AL2_x86_64/1.30',
      'AL2_ARM_64/1.23',
      'AL2023_x86_64_STANDARD/1.23',
    ]);
  });

  test.each([
    ['AL2_x86_64_GPU', 'AL2', 'x86_64'],
    ['AL2_ARM_64', 'AL2', 'arm64'],
    ['AL2023_ARM_64_NVIDIA', 'AL2023', 'arm64'],
    ['AL2023_x86_64_NEURON', 'AL2023', 'x86_64'],
  ] as const)('%s is %s on %s', (amiType, system, architecture) => {
    expect([operatingSystemOf(amiType), architectureOf(amiType)]).toEqual([system, architecture]);
  });

  test.each(['1', '1.', '.30', '0.30', '1.30 ', '1.1000', '100.1', '١.٣'])('%j is no minor', (text) => {
    expect(isMinor(text)).toBe(false);
  });
});
