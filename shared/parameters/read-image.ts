import * as z from 'zod';
import { type Problem, quoted } from '../problem.ts';
import { parseImageName } from './image-name.ts';
import { recommendedParameter } from './parameter-name.ts';
import type { ReleaseTag } from './release-tag.ts';
import { minorOf, type Track } from './track.ts';

/** One track of one release in one Region, as the Region's parameter names it. */
export interface Image {
  readonly track: Track;
  readonly release: ReleaseTag;
  readonly imageId: string;
  readonly imageName: string;
  /** Kubelet's version and the release's date, `1.30.2-20240817`. */
  readonly releaseVersion: string;
}

const valueSchema = z.object({
  schema_version: z.literal('2'),
  image_id: z.string().regex(/^ami-[0-9a-f]{8,17}$/),
  image_name: z.string().max(200),
  release_version: z.string().regex(/^\d+\.\d+\.\d+-\d{8}$/),
});

/** A value is a few hundred bytes; what is far larger is not one of these. */
const maxValueLength = 4096;

/**
 * Reads the value of a track's recommended parameter: JSON with `schema_version` "2". The image's name says which track
 * and release it is, and has to agree with the parameter and with the release version.
 */
export function readImage(track: Track, value: string): Image | Problem {
  if (value.length > maxValueLength) {
    const message = `The value has ${value.length} characters; at most ${maxValueLength} are read.`;
    return problem(track, 'value-too-large', message);
  }
  const parsed = parseJson(value);
  if (parsed === undefined) {
    return problem(track, 'value-not-json', `The value ${quoted(value)} is not JSON.`);
  }
  const shaped = valueSchema.safeParse(parsed.json);
  if (!shaped.success) {
    const issues = shaped.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
    return problem(track, 'value-unknown-shape', `The value has an unknown shape (${issues.join('; ')}).`);
  }
  const { image_id: imageId, image_name: imageName, release_version: releaseVersion } = shaped.data;
  const named = parseImageName(imageName);
  if (named === undefined) {
    return problem(
      track,
      'image-name-unknown',
      `The image name ${quoted(imageName)} follows no known pattern.`,
    );
  }
  const expected = `v${releaseVersion.slice(-8)}`;
  if (
    named.track !== track ||
    named.release !== expected ||
    !releaseVersion.startsWith(`${minorOf(track)}.`)
  ) {
    const message = `The image ${quoted(imageName)} with release version ${quoted(releaseVersion)} is not of track ${track}, or the two name different releases.`;
    return problem(track, 'image-mismatch', message);
  }
  return { track, release: named.release, imageId, imageName, releaseVersion };
}

export function isProblem(read: Image | Problem): read is Problem {
  return 'kind' in read;
}

function parseJson(value: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(value) };
  } catch {
    return undefined;
  }
}

function problem(track: Track, kind: string, message: string): Problem {
  return {
    kind,
    subject: recommendedParameter(track),
    message,
    remedy:
      'The track keeps its last known image; look at the parameter, and teach shared/parameters its shape if AWS changed it.',
  };
}
