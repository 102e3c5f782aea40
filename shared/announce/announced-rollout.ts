import { parseTrackSet } from '../parameters/track-set.ts';
import type { RegionRollout } from '../report/report.ts';
import type { Announcement } from './announcement.ts';

/** The rollout as people are told of it: in how many Regions, and in each that has it on how many of its tracks. */
export function announcedRollout(
  rollout: readonly RegionRollout[],
): Pick<Announcement, 'regions' | 'rollout'> {
  const reached = rollout.flatMap(({ missing, region, since, tracks }) => {
    const seen = countOf(tracks);
    return since === undefined ? [] : [{ region, since, tracks: seen, of: seen + countOf(missing) }];
  });
  return { regions: { reached: reached.length, of: rollout.length }, rollout: reached };
}

function countOf(tracks: string): number {
  return parseTrackSet(tracks)?.length ?? 0;
}

/** A message is no table: more Regions than these are only counted. */
const namedRegions = 6;

/** `in 2 of 34 Regions so far: eu-west-1 with 2 of 4 tracks, us-east-1`, or nothing while no Region has it. */
export function describeRollout({
  kind,
  regions,
  rollout,
}: Pick<Announcement, 'kind' | 'regions' | 'rollout'>): string | undefined {
  const [first] = rollout;
  if (first === undefined) return undefined;
  if (regions.of === 1) return `seen in ${first.region} ${first.tracks} of ${first.of} tracks`;
  const partial = rollout.filter(({ of, tracks }) => tracks < of);
  if (regions.reached === regions.of && partial.length === 0) return `in all ${regions.of} Regions`;
  const named = rollout
    .slice(0, namedRegions)
    .map(({ of, region, tracks }) => (tracks < of ? `${region} with ${tracks} of ${of} tracks` : region));
  const left = rollout.length - named.length;
  const list = [...named, ...(left > 0 ? [`${left} more`] : [])].join(', ');
  return `in ${regions.reached} of ${regions.of} Regions${kind === 'withdrawn' ? '' : ' so far'}: ${list}`;
}
