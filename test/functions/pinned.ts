import { imageName } from '../../shared/parameters/image-name.ts';
import { pinnedPath } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { valueFor, type World } from './world.ts';

type Region = Parameters<World['put']>[2];

/** The value of a track's parameters in a release, recommended or pinned. */
export function valueIn(track: Track, release: ReleaseTag): string {
  return valueFor(track, release, imageName(track, release));
}

/** Pins a track's image as AWS does: the JSON parameter under the image's name, and its leaves below that. */
export function pin(world: World, track: Track, release: ReleaseTag, region?: Region): void {
  const name = `${pinnedPath(track)}/${imageName(track, release)}`;
  world.putParameter(name, valueIn(track, release), region);
  world.putParameter(`${name}/image_id`, 'ami-0123456789abcdef0', region);
}

/** Two releases a year from 2010 on, none of them recorded: 30 pages of a minor's tree, 15 of a track's images. */
export const manyReleases: readonly ReleaseTag[] = Array.from({ length: 70 }, (_, year) => year + 10).flatMap(
  (year): readonly ReleaseTag[] => [`v20${year}0101` as ReleaseTag, `v20${year}0201` as ReleaseTag],
);
