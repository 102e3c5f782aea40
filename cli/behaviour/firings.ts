import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { movesOf } from '../../shared/report/build-report.ts';
import { findBehaviourChanges } from '../../shared/report/find.ts';
import type { RecordedInput } from '../backtest/recorded-inputs.ts';

/** A recorded release that an entry would have been announced with. */
export interface Firing {
  readonly release: ReleaseTag;
  readonly direction: 'introduced' | 'reverted';
  readonly tracks: readonly Track[];
  /** Every track of the release, for words that stay true among them. */
  readonly among: readonly Track[];
}

/** By id, where in the recorded history each entry comes and goes; an entry that never does is missing. */
export function firingsOf(
  entries: readonly BehaviourChange[],
  inputs: readonly RecordedInput[],
): ReadonlyMap<string, readonly Firing[]> {
  const firings = inputs.flatMap(({ input: { packages = new Map(), previous, release, tracks } }) =>
    findBehaviourChanges(entries, movesOf(tracks, release, packages, previous)).flatMap(
      ({ behaviourChange: id, direction, tracks: met }) =>
        direction === 'carried' ? [] : [{ id, firing: { release, direction, tracks: met, among: tracks } }],
    ),
  );
  return new Map(
    [...Map.groupBy(firings, ({ id }) => id)].map(([id, list]) => [id, list.map(({ firing }) => firing)]),
  );
}
