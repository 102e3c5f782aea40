import { describe, expect, test } from 'vitest';
import { endedMinors, minorsOf, nextMinors } from '../../shared/parameters/minors.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Minor, Track } from '../../shared/parameters/track.ts';

test('minors of tracks ascend, each once', () => {
  expect(minorsOf(['AL2_x86_64/1.30', 'AL2_x86_64/1.9', 'AL2_ARM_64/1.30'])).toEqual(['1.9', '1.30']);
});

test.each<[readonly Minor[], readonly Minor[]]>([
  [
    ['1.30', '1.9'],
    ['1.31', '1.32'],
  ],
  [[], []],
])('after %j come %j', (known, next) => {
  expect(nextMinors(known, 2)).toEqual(next);
});

describe('a minor has ended', () => {
  const meanwhile: readonly ReleaseTag[] = ['v20260610', 'v20260624', 'v20260714'];
  const ended = (heads: readonly (readonly [Track, ReleaseTag])[], newest = meanwhile) =>
    endedMinors(
      heads.map(([track, release]) => ({ track, release })),
      newest,
    );

  test.each<[string, readonly (readonly [Track, ReleaseTag])[], readonly Minor[]]>([
    ['120 days after its newest image', [['AL2_x86_64/1.28', 'v20260316']], ['1.28']],
    ['and not a day before', [['AL2_x86_64/1.28', 'v20260317']], []],
    [
      'when all of its AMI types and Regions have',
      [
        ['AL2_x86_64/1.28', 'v20251112'],
        ['AL2023_x86_64_STANDARD/1.28', 'v20260714'],
        ['AL2_x86_64/1.27', 'v20250715'],
        ['AL2_x86_64/1.27', 'v20250701'],
      ],
      ['1.27'],
    ],
  ])('%s', (_, heads, minors) => {
    expect(ended(heads)).toEqual(minors);
  });

  test('only when three releases passed it by: one can be a rollout that has yet to reach it', () => {
    const head = [['AL2_x86_64/1.28', 'v20251112']] as const;
    expect(ended(head, ['v20251112', 'v20260624', 'v20260714'])).toEqual([]);
    expect(ended(head, ['v20260624', 'v20260714'])).toEqual([]);
    expect(ended(head, ['v20260714', 'v20260624', 'v20260610', 'v20251112'])).toEqual(['1.28']);
  });
});
