import { expect, test } from 'vitest';
import { amiTypes, type Track, trackOf } from '../../shared/parameters/track.ts';
import { rolloutOf } from '../../shared/report/rollout.ts';

const [a, b, c]: readonly Track[] = ['AL2_x86_64/1.29', 'AL2_x86_64/1.30', 'AL2_x86_64/1.31'];
const tracks = [a, b, c].filter((track) => track !== undefined);

const headsOf = (heads: Record<string, Record<string, 'v20240729' | 'v20240817' | 'v20240828'>>) =>
  new Map(
    Object.entries(heads).map(([region, list]) => [
      region,
      Object.fromEntries(Object.entries(list).map(([track, release]) => [track, { release }])),
    ]),
  );
const seen = (region: string, list: readonly Track[], firstSeenAt: string) => ({
  region,
  images: Object.fromEntries(list.map((track) => [track, { track, firstSeenAt }])),
});

test('which Regions and tracks have a release, since when, and which are to come', () => {
  const early = '2024-08-17T12:00:00.000Z';
  expect(
    rolloutOf(
      'v20240817',
      tracks,
      [seen('us-east-1', tracks.slice(0, 2), early), seen('eu-west-1', tracks.slice(0, 1), early)],
      headsOf({
        // All of it but one track, which this Region does not have.
        'us-east-1': { 'AL2_x86_64/1.29': 'v20240817', 'AL2_x86_64/1.30': 'v20240817' },
        'eu-west-1': {
          'AL2_x86_64/1.29': 'v20240817',
          'AL2_x86_64/1.30': 'v20240729',
          // It went from an older one to a newer one: nothing is to come.
          'AL2_x86_64/1.31': 'v20240828',
        },
        'ap-south-1': { 'AL2_x86_64/1.31': 'v20240729' },
        // None of these tracks.
        'ca-west-1': { 'AL2_ARM_64/1.29': 'v20240729' },
      }),
    ),
  ).toEqual([
    { region: 'ap-south-1', tracks: '', missing: 'AL2_x86_64/1.31' },
    { region: 'eu-west-1', since: early, tracks: 'AL2_x86_64/1.29', missing: 'AL2_x86_64/1.30' },
    { region: 'us-east-1', since: early, tracks: 'AL2_x86_64/1.29-1.30', missing: '' },
  ]);
});

test('a Region that could not be read shows what it had', () => {
  expect(rolloutOf('v20240817', tracks, [seen('us-east-1', tracks, 'then')], new Map())).toEqual([
    { region: 'us-east-1', since: 'then', tracks: 'AL2_x86_64/1.29-1.31', missing: '' },
  ]);
});

test('400 tracks in 34 Regions are far below the 400 KB of an item, however irregular', () => {
  const minors = Array.from({ length: 50 }, (_, index) => index);
  const all = minors.flatMap((minor) => amiTypes.map((amiType) => trackOf(amiType, `1.${minor}`)));
  const sights = Array.from({ length: 34 }, (_, region) => {
    const here = all.filter((_, index) => (index * 7919 + region) % 3 !== 0);
    return seen(`ap-southeast-${region}`, here, '2024-08-17T12:00:00.000Z');
  });
  const heads = new Map(
    sights.map(({ region }) => [
      region,
      Object.fromEntries(all.map((track) => [track, { release: 'v20240729' as const }])),
    ]),
  );
  const rollout = JSON.stringify(rolloutOf('v20240817', all, sights, heads));
  expect(rollout.length).toBeLessThan(200_000);
});
