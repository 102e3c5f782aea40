import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { type Direction, matchTrack, type TrackState } from '../behaviour/match.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import type { Finding } from './report.ts';
import { compareSeverities, findingWeight } from './severity.ts';

/** A track before and after: `before` is `undefined` at the first sight of the track. */
export interface TrackMove {
  readonly before: TrackState | undefined;
  readonly after: TrackState;
}

const directions: readonly Direction[] = ['introduced', 'reverted', 'carried'];

/** The behaviour changes that these moves meet, equal ones together over the tracks, gravest first. */
export function findBehaviourChanges(
  entries: readonly BehaviourChange[],
  moves: readonly TrackMove[],
): readonly Finding[] {
  const met = moves.flatMap(({ before, after }) => matchTrack(entries, before, after));
  const tracksOf = new Map<string, Track[]>();
  for (const { behaviourChange, direction, track } of met) {
    const key = `${direction} ${behaviourChange}`;
    const tracks = tracksOf.get(key);
    if (tracks === undefined) tracksOf.set(key, [track]);
    else tracks.push(track);
  }
  const findings = entries.flatMap((entry) =>
    directions.flatMap((direction): Finding[] => {
      const tracks = tracksOf.get(`${direction} ${entry.id}`);
      if (tracks === undefined) return [];
      return [
        {
          behaviourChange: entry.id,
          direction,
          severity: entry.severity,
          tracks: tracks.sort(compareTracks),
          alreadyOn: (direction === 'introduced' && tracksOf.get(`carried ${entry.id}`)) || [],
        },
      ];
    }),
  );
  return findings.sort(
    (a, b) =>
      compareSeverities(findingWeight(a.severity, a.direction), findingWeight(b.severity, b.direction)) ||
      directions.indexOf(a.direction) - directions.indexOf(b.direction) ||
      b.tracks.length - a.tracks.length,
  );
}
