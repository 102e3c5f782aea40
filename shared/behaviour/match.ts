import type { PackageName } from '../packages/canonical.ts';
import type { TrackPackages } from '../packages/packages.ts';
import { compareUpstream } from '../packages/range.ts';
import { inKubernetesRange } from '../parameters/kubernetes-range.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { amiTypeOf, architectureOf, minorOf, operatingSystemOf, type Track } from '../parameters/track.ts';
import type { BehaviourChange } from './behaviour-change.ts';
import { withinEvents } from './events.ts';

/** A track of one release, with what is known of its packages. */
export interface TrackState {
  readonly track: Track;
  readonly release: ReleaseTag;
  readonly packages: TrackPackages;
}

/** `unknown`: it hangs on a package of which nothing is known on that track. */
export type Affected = 'yes' | 'no' | 'unknown';

/** What a release does with a behaviour change on a track: brings it, takes it away, or has it as the one before had. */
export type Direction = 'introduced' | 'reverted' | 'carried';

/** One behaviour change met by one track of a release. */
export interface TrackFinding {
  /** Its id. */
  readonly behaviourChange: string;
  readonly direction: Direction;
  readonly track: Track;
}

/** Whether nodes of that track and release have the behaviour. */
export function affects(entry: BehaviourChange, state: TrackState): Affected {
  return affectedAny(placesOn(entry, state.track), state);
}

/** The places that speak of the track: of most entries none, which spares looking at its versions. */
function placesOn(entry: BehaviourChange, track: Track): readonly Place[] {
  return entry.affected.filter((place) => covers(place, track));
}

function affectedAny(places: readonly Place[], state: TrackState): Affected {
  const answers = new Set(places.map((place) => affectsAt(place, state)));
  if (answers.has('yes')) return 'yes';
  return answers.has('unknown') ? 'unknown' : 'no';
}

/**
 * The behaviour changes that a track meets, in the order of the entries.
 *
 * What is there but was not seen to come, because the track is new or its packages were not known, is `carried`: an
 * alarm for it would be a guess. What is unknown now gives no finding.
 *
 * @param before the same track's last good release; `undefined` at the first sight of the track.
 */
export function matchTrack(
  entries: readonly BehaviourChange[],
  before: TrackState | undefined,
  after: TrackState,
): readonly TrackFinding[] {
  return entries.flatMap((entry): TrackFinding[] => {
    const places = placesOn(entry, after.track);
    if (places.length === 0) return [];
    const was = before === undefined ? 'unknown' : affectedAny(places, before);
    const direction = directionOf(was, affectedAny(places, after));
    return direction === undefined ? [] : [{ behaviourChange: entry.id, direction, track: after.track }];
  });
}

/** The packages by whose own move a behaviour change came to a track, or went from it. */
export function decidingPackages(
  entry: BehaviourChange,
  before: TrackState,
  after: TrackState,
  direction: Exclude<Direction, 'carried'>,
): readonly PackageName[] {
  return placesOn(entry, after.track).flatMap((place) =>
    'package' in place && directionOf(affectsAt(place, before), affectsAt(place, after)) === direction
      ? [place.package]
      : [],
  );
}

function directionOf(was: Affected, is: Affected): Direction | undefined {
  if (is === 'yes') return was === 'no' ? 'introduced' : 'carried';
  return is === 'no' && was === 'yes' ? 'reverted' : undefined;
}

type Place = BehaviourChange['affected'][number];

function affectsAt(place: Place, { release, packages }: TrackState): Affected {
  if ('releases' in place && place.releases !== 'eks-amazon-linux') return 'no';
  if ('releases' in place) return answer(withinEvents(place.events, (tag) => compareTags(release, tag)));
  const reported = packages.get(place.package);
  // A version that did not exist yet needs no source that denies it.
  if (reported === undefined) return place.since !== undefined && release < place.since ? 'no' : 'unknown';
  const { version } = reported;
  return answer(
    version !== undefined && withinEvents(place.events, (bound) => compareUpstream(version, bound)),
  );
}

function covers(place: Place, track: Track): boolean {
  const amiType = amiTypeOf(track);
  return (
    (place.amiTypes?.includes(amiType) ?? true) &&
    (place.operatingSystems?.includes(operatingSystemOf(amiType)) ?? true) &&
    (place.architectures?.includes(architectureOf(amiType)) ?? true) &&
    (place.kubernetes === undefined || inKubernetesRange(minorOf(track), place.kubernetes))
  );
}

function compareTags(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function answer(is: boolean): Affected {
  return is ? 'yes' : 'no';
}
