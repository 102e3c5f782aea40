import type { RegionImages } from '../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ReportInput } from '../../shared/report/build-report.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import type { PollContext } from './context.ts';
import type { Heads } from './look.ts';

/**
 * An image that was made anew under the same name has the same packages, so nobody is woken for it. But whoever pins AMI ids
 * finds the reason here when an id is gone.
 */
export function imagesReplaced(
  release: ReleaseTag,
  regions: readonly RegionImages[],
  all: readonly Track[],
): readonly Problem[] {
  const places = regions.flatMap(({ region, images }) => {
    const replaced = Object.values(images).filter(({ earlierIds }) => earlierIds !== undefined);
    const tracks = replaced.map(({ track }) => track);
    return tracks.length === 0 ? [] : [`${describeTracks(tracks, all)} in ${region}`];
  });
  if (places.length === 0) return [];
  return [
    {
      kind: 'images-replaced',
      subject: release,
      message: `Another AMI has taken the place of the first one, under the same name: ${places.join('; ')}.`,
      remedy:
        'Where you name AMI ids, look whether they still exist; where nodes take the parameter, all is well.',
    },
  ];
}

/** Tracks that came with the releases before, and of which notes that list images say nothing: nodes there stay as they are. */
export function tracksLeftBehind(
  { tracks: watched }: PollContext,
  release: ReleaseTag,
  tracks: readonly Track[],
  facts: ReleaseFacts | undefined,
  previous: ReportInput['previous'],
  heads: ReadonlyMap<string, Heads>,
): readonly Problem[] {
  if (facts === undefined || facts.images.length === 0) return [];
  const covered = new Set([...tracks, ...facts.images.map(({ track }) => track)]);
  const before = new Set([...previous.values()].map((last) => last.release));
  const behind = watched.filter(
    (track) =>
      !covered.has(track) &&
      [...heads.values()].some((head) => {
        const last = head[track]?.release;
        return last !== undefined && last < release && before.has(last);
      }),
  );
  if (behind.length === 0) return [];
  return [
    {
      kind: 'tracks-left-behind',
      subject: release,
      message: `Its notes list no image for ${describeTracks(behind, [...watched])}, which the release before had.`,
      remedy: 'Nodes there keep what they have, with all that is known of it.',
    },
  ];
}
