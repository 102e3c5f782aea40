import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amiTypes } from '../../shared/parameters/track.ts';
import {
  type ColumnTrack,
  formatTrackSet,
  parseColumnTrackSet,
  parseTrackSet,
} from '../../shared/parameters/track-set.ts';

const examples: readonly (readonly [string, readonly ColumnTrack[]])[] = [
  ['', []],
  ['AL2_x86_64/1.30', ['AL2_x86_64/1.30']],
  ['*/1.23-1.24', ['*/1.24', '*/1.23']],
  ['AL2_x86_64/1.9-1.11', ['AL2_x86_64/1.11', 'AL2_x86_64/1.9', 'AL2_x86_64/1.10']],
  ['AL2_x86_64/1.29,1.31', ['AL2_x86_64/1.31', 'AL2_x86_64/1.29']],
  ['AL2_x86_64/1.99,2.0', ['AL2_x86_64/2.0', 'AL2_x86_64/1.99']],
  [
    'AL2_x86_64,AL2_ARM_64/1.29-1.30',
    ['AL2_ARM_64/1.29', 'AL2_x86_64/1.30', 'AL2_x86_64/1.29', 'AL2_ARM_64/1.30'],
  ],
  [
    'AL2_x86_64/1.28-1.30; AL2_ARM_64/1.28,1.30',
    ['AL2_x86_64/1.28', 'AL2_x86_64/1.29', 'AL2_x86_64/1.30', 'AL2_ARM_64/1.28', 'AL2_ARM_64/1.30'],
  ],
];

describe('sets of tracks', () => {
  test.each(examples)('%j', (text, tracks) => {
    expect(formatTrackSet(tracks)).toBe(text);
    expect(new Set(parseColumnTrackSet(text))).toEqual(new Set(tracks));
  });

  const column = fc.constantFrom('*' as const, ...amiTypes);
  const track = fc
    .tuple(column, fc.constantFrom(1, 2), fc.nat(12))
    .map(([amiType, major, number]): ColumnTrack => `${amiType}/${major}.${number}`);

  test('any set comes back, and its text does not hang on order or repetition', () => {
    fc.assert(
      fc.property(fc.array(track, { maxLength: 60 }), (tracks) => {
        const text = formatTrackSet(tracks);
        const back = parseColumnTrackSet(text);
        expect(new Set(back)).toEqual(new Set(tracks));
        expect(back).toHaveLength(new Set(tracks).size);
        expect(formatTrackSet([...tracks.toReversed(), ...tracks])).toBe(text);
      }),
    );
  });

  test('no track of a text is said twice', () => {
    fc.assert(
      fc.property(fc.array(track, { maxLength: 60 }), (tracks) => {
        const parts = formatTrackSet(tracks).split('; ').filter(Boolean);
        const sizes = parts.map((part) => parseColumnTrackSet(part)?.length ?? Number.NaN);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(new Set(tracks).size);
      }),
    );
  });

  test('the shorter of the two ways to cut it is taken', () => {
    const tracks = ['1.28', '1.29', '1.30', '1.31'].flatMap((minor, index) => [
      `AL2_x86_64/${minor}` as ColumnTrack,
      ...(index % 2 === 0 ? [`AL2_ARM_64/${minor}` as ColumnTrack] : []),
    ]);
    expect(formatTrackSet(tracks)).toBe('AL2_x86_64/1.28-1.31; AL2_ARM_64/1.28,1.30');
  });

  test('a set of tracks has no * column', () => {
    expect(parseTrackSet('*/1.30')).toBeUndefined();
    expect(parseTrackSet('AL2_x86_64/1.29-1.30')).toEqual(['AL2_x86_64/1.29', 'AL2_x86_64/1.30']);
  });

  test.each([
    'AL2_x86_64',
    'AL2_x86_64/',
    '/1.30',
    'AL3_x86_64/1.30',
    'AL2_x86_64/1.30/1.31',
    'AL2_x86_64/1.030',
    'AL2_x86_64/1.29-2.30',
    'AL2_x86_64/1.30;AL2_ARM_64/1.30',
    `AL2_x86_64/${'1.0-1.999,'.repeat(100_000)}1.0`,
    amiTypes.map((amiType) => `${amiType}/1.0-1.999,2.0-2.999`).join('; '),
  ])('%j is no set', (text) => {
    expect(parseColumnTrackSet(text)).toBeUndefined();
  });
});
