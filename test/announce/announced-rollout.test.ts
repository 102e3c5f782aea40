import { expect, test } from 'vitest';
import { announcedRollout, describeRollout } from '../../shared/announce/announced-rollout.ts';
import type { AnnouncementKind } from '../../shared/announce/announcement.ts';
import type { RegionRollout } from '../../shared/report/report.ts';

const whole = (region: string): RegionRollout => ({
  region,
  since: '2024-08-17T12:00:00.000Z',
  tracks: 'AL2_x86_64/1.29-1.30',
  missing: '',
});
const partial = (region: string): RegionRollout => ({
  ...whole(region),
  tracks: 'AL2_x86_64/1.29',
  missing: 'AL2_x86_64/1.30',
});
const none = (region: string): RegionRollout => ({ region, tracks: '', missing: 'AL2_x86_64/1.29' });
const many = Array.from({ length: 9 }, (_, index) => whole(`r-${index}`));

test.each<[readonly RegionRollout[], AnnouncementKind, string | undefined]>([
  [[], 'new-release', undefined],
  [[none('a')], 'new-release', undefined],
  [[whole('a')], 'new-release', 'seen in a 2 of 2 tracks'],
  [[whole('a'), whole('b')], 'new-release', 'in all 2 Regions'],
  [[partial('a'), whole('b')], 'new-release', 'in 2 of 2 Regions so far: a with 1 of 2 tracks, b'],
  [[partial('a'), none('b'), none('c')], 'new-release', 'in 1 of 3 Regions so far: a with 1 of 2 tracks'],
  [[whole('a'), none('b')], 'withdrawn', 'in 1 of 2 Regions: a'],
  [[...many, none('b')], 'new-release', 'in 9 of 10 Regions so far: r-0, r-1, r-2, r-3, r-4, r-5, 3 more'],
])('%j, %s: %s', (rollout, kind, words) => {
  expect(describeRollout({ kind, ...announcedRollout(rollout) })).toBe(words);
});
