import { type ListedParameter, listParameters } from '../../../shared/aws/list-parameters.ts';
import { recordOf } from '../../../shared/history/record-of.ts';
import { parseImageName } from '../../../shared/parameters/image-name.ts';
import { pinnedPath } from '../../../shared/parameters/parameter-name.ts';
import { type Image, isProblem, readImage } from '../../../shared/parameters/read-image.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { PollContext } from '../context.ts';

/** Half a year of releases, and as far as a comparison goes back past those whose packages are not known. */
const releasesKept = 10;
/** A track has some 90 images at its end, ten pages; what is far longer is no list of its images. */
const pagesOfTrack = 30;

/** An image that a pinned parameter names. */
export interface PinnedImage {
  readonly image: Image;
  /** When AWS wrote the parameter, ISO 8601. */
  readonly publishedAt: string;
}

export interface PinnedImages {
  /** Newest first. */
  readonly images: readonly PinnedImage[];
  readonly problems: readonly Problem[];
  /** Calls of SSM that it took. */
  readonly calls: number;
}

/**
 * The images of a track before this release, at most ten: the newest, and always the newest one whose packages are recorded,
 * since that is what the track can be compared with. A release that is not older than the head is still to be detected, and
 * AWS pins it before it recommends it.
 */
export async function pinnedBefore(
  context: PollContext,
  region: string,
  track: Track,
  before: ReleaseTag,
): Promise<PinnedImages> {
  const { calls, parameters } = await listPinned(context, region, track);
  const older = parameters
    .flatMap((parameter) => {
      const named = parseImageName(parameter.name.slice(parameter.name.lastIndexOf('/') + 1));
      return named?.track === track && named.release < before ? [{ parameter, release: named.release }] : [];
    })
    .sort((a, b) => (a.release < b.release ? 1 : -1));
  const newest = older.slice(0, releasesKept);
  const recorded = older.find(({ release }) => hasPackages(release));
  const kept =
    recorded === undefined || newest.includes(recorded) ? newest : [...newest.slice(0, -1), recorded];
  const images: PinnedImage[] = [];
  const problems: Problem[] = [];
  for (const { parameter } of kept) {
    const image = readImage(track, parameter.value);
    if (isProblem(image)) problems.push({ ...image, subject: parameter.name, place: region, remedy });
    else images.push({ image, publishedAt: parameter.modifiedAt ?? context.now().toISOString() });
  }
  return { images, problems, calls };
}

const remedy = 'This is said once. The image is missing in the history of its track, and in nothing else.';

function hasPackages(release: ReleaseTag): boolean {
  return Object.keys(recordOf(release)?.packages ?? {}).length > 0;
}

async function listPinned(
  context: PollContext,
  region: string,
  track: Track,
): Promise<{ readonly calls: number; readonly parameters: readonly ListedParameter[] }> {
  const client = context.ssmIn(region);
  const parameters: ListedParameter[] = [];
  let token: string | undefined;
  let calls = 0;
  do {
    const page = await listParameters(client, { path: pinnedPath(track), recursive: false, token });
    parameters.push(...page.parameters);
    token = page.token;
    calls += 1;
  } while (token !== undefined && calls < pagesOfTrack);
  return { calls, parameters };
}
