import { type RegionImages, type ReleaseRecord, readImages, readRelease } from '../../shared/aws/records.ts';
import { type Packages, packagesOfTrack, type Reported } from '../../shared/packages/packages.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { PollContext } from './context.ts';
import type { Heads } from './look.ts';
import { readDetails } from './read-details.ts';

/** A track goes back past at most this many withdrawn or unknown releases before it counts as seen for the first time. */
const maxStepsBack = 10;
/** A package whose row was missing is looked for in at most this many good releases before. */
const maxGoodReleases = 3;

export interface Previous {
  readonly release: ReleaseTag;
  readonly packages: Packages;
}

export interface Predecessors {
  readonly previous: ReadonlyMap<Track, Previous>;
  /** By track, the releases between the two that AWS took back. */
  readonly withdrawnBetween: ReadonlyMap<Track, readonly ReleaseTag[]>;
  /** Releases that a track came from and whose details are still waited for. */
  readonly awaited: readonly ReleaseTag[];
}

/**
 * What each track came from: the last good release whose packages are known. It comes from the track's image, where the
 * parameter's last value was noted, or from the head that the track still has, so that nothing here reads more as the
 * history grows.
 */
export async function predecessorsOf(
  context: PollContext,
  release: ReleaseTag,
  tracks: readonly Track[],
  packages: Packages | undefined,
  regions: readonly RegionImages[],
  heads: ReadonlyMap<string, Heads>,
): Promise<Predecessors> {
  const history = rememberingReader(context);
  const previous = new Map<Track, Previous>();
  const withdrawnBetween = new Map<Track, readonly ReleaseTag[]>();
  const awaited = new Set<ReleaseTag>();
  for (const track of tracks) {
    const from = previousIn(regions, track) ?? headBefore(track, release, regions, heads);
    if (from === undefined) continue;
    const wanted = packages === undefined ? [] : [...packagesOfTrack(packages, track).keys()];
    const found = await history.lastGood(track, from, wanted);
    if (found.previous !== undefined) previous.set(track, found.previous);
    withdrawnBetween.set(track, found.withdrawn);
    for (const tag of found.awaited) if (tag < release) awaited.add(tag);
  }
  return { previous, withdrawnBetween, awaited: [...awaited].sort() };
}

/**
 * The newest release before this one to which a Region's parameter still points, among the Regions that have yet to move. In
 * one that had the release, an older head is not what came before it: it is a return.
 */
export function headBefore(
  track: Track,
  release: ReleaseTag,
  regions: readonly RegionImages[],
  heads: ReadonlyMap<string, Heads>,
): ReleaseTag | undefined {
  const moved = new Set(
    regions.filter(({ images }) => images[track] !== undefined).map(({ region }) => region),
  );
  const tags = [...heads].flatMap(([region, head]) => (moved.has(region) ? [] : [head[track]?.release]));
  return tags
    .filter((tag) => tag !== undefined && tag < release)
    .sort()
    .at(-1);
}

/**
 * What the track's image replaced: the newest of these, where the Regions came from different releases. Where no Region was seen
 * to come from anywhere, it is what AWS had pinned before.
 */
function previousIn(regions: readonly RegionImages[], track: Track): ReleaseTag | undefined {
  const images = regions.map(({ images }) => images[track]);
  const newest = (tags: readonly (ReleaseTag | undefined)[]) =>
    tags
      .filter((tag) => tag !== undefined)
      .sort()
      .at(-1);
  return newest(images.map((image) => image?.previous)) ?? newest(images.map((image) => image?.pinnedBefore));
}

interface Known {
  readonly record: ReleaseRecord;
  readonly packages: Packages | undefined;
}

/** Reads each earlier release once, however many tracks come from it. */
function rememberingReader({ table, stream }: PollContext) {
  const releases = new Map<ReleaseTag, Promise<Known | undefined>>();
  const images = new Map<ReleaseTag, Promise<readonly RegionImages[]>>();
  const known = (release: ReleaseTag) =>
    remember(releases, release, async () => {
      const stored = await readRelease(table, stream, release);
      return stored && { record: stored.value, packages: readDetails(stored.value)?.packages };
    });
  const imagesOf = (release: ReleaseTag) =>
    remember(images, release, () => readImages(table, stream, release));
  return {
    /**
     * The nearest release at or before `from` on the track that is not withdrawn and whose packages are known. A wanted
     * package of which that one says nothing comes from the good ones before it: a missing row is a gap in the notes, and a
     * move across the gap is a move.
     */
    async lastGood(track: Track, from: ReleaseTag, wanted: readonly string[]) {
      const awaited: ReleaseTag[] = [];
      const withdrawn: ReleaseTag[] = [];
      const packages = new Map<string, Reported>();
      let nearest: ReleaseTag | undefined;
      let good = 0;
      let release: ReleaseTag | undefined = from;
      for (let steps = 0; release !== undefined && steps < maxStepsBack && good < maxGoodReleases; steps++) {
        const found: Known | undefined = await known(release);
        if (found?.record.status === 'detected' && nearest === undefined) awaited.push(release);
        if (found?.record.status === 'withdrawn' && nearest === undefined) withdrawn.push(release);
        const said = found?.packages === undefined ? undefined : packagesOfTrack(found.packages, track);
        if (found !== undefined && isGood(found.record, steps) && said !== undefined && said.size > 0) {
          nearest ??= release;
          good += 1;
          for (const [name, reported] of said) if (!packages.has(name)) packages.set(name, reported);
          if (wanted.every((name) => packages.has(name))) break;
        }
        release = previousIn(await imagesOf(release), track);
      }
      const previous = nearest && { release: nearest, packages: new Map([[track, packages]]) };
      return { previous, awaited, withdrawn: withdrawn.filter((tag) => tag !== nearest).sort() };
    },
  };
}

/**
 * What nodes really come from counts, also when the parameter has left it in the meantime. Further back, and where AWS itself
 * calls a release withdrawn, only a good one does.
 */
function isGood({ status, withdrawnBy }: ReleaseRecord, steps: number): boolean {
  return status === 'detailed' || (steps === 0 && status === 'withdrawn' && withdrawnBy === 'parameters');
}

function remember<K, V>(memory: Map<K, Promise<V>>, key: K, read: () => Promise<V>): Promise<V> {
  const remembered = memory.get(key) ?? read();
  memory.set(key, remembered);
  return remembered;
}
