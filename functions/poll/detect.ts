import { readParameters } from '../../shared/aws/read-parameters.ts';
import {
  readHeads,
  readImagesIn,
  readRelease,
  type SeenImage,
  writeHeads,
  writeImagesIn,
  writeRelease,
} from '../../shared/aws/records.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { type Image, isProblem, readImage } from '../../shared/parameters/read-image.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';

/** What a Region's parameters point to, by track. */
export type Heads = Readonly<Record<Track, Image>>;

/** What one Region's parameters said. */
export interface Detection {
  readonly region: string;
  readonly heads: Heads;
  /** Releases that gained an image here, or that a track left for an older one: each owes a second look. */
  readonly touched: readonly ReleaseTag[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a Region's parameters and keeps what is new in them. The heads are written last: a run that dies before that
 * finds the same news again, and every write before it keeps what is already there.
 */
export async function detect(context: PollContext, region: string): Promise<Detection> {
  const stored = await readHeads(context.table, region);
  const before: Heads = stored?.value.heads ?? {};
  const { images, problems } = await readRegion(context, region, before);
  const moved = images.filter((image) => {
    const head = before[image.track];
    return head?.imageId !== image.imageId || head.imageName !== image.imageName;
  });
  if (moved.length === 0) return { region, heads: before, touched: [], problems };

  const byRelease = Map.groupBy(moved, (image) => image.release);
  for (const [release, list] of byRelease) await keepImages(context, region, release, list, before);
  const left = releasesLeft(moved, before);
  for (const release of left) await openRelease(context, release, []);
  const heads = { ...before, ...Object.fromEntries(moved.map((image) => [image.track, image])) };
  await writeHeads(context.table, { region, heads }, stored?.revision ?? 0);
  return { region, heads, touched: [...new Set([...byRelease.keys(), ...left])], problems };
}

/** Releases that a parameter pointed to and has left for an older one. */
function releasesLeft(moved: readonly Image[], before: Heads): ReadonlySet<ReleaseTag> {
  const heads = moved.map(({ track, release }) => ({ head: before[track]?.release, release }));
  return new Set(heads.flatMap(({ head, release }) => (head !== undefined && release < head ? [head] : [])));
}

async function readRegion(
  context: PollContext,
  region: string,
  before: Heads,
): Promise<{ images: readonly Image[]; problems: readonly Problem[] }> {
  const trackOfName = new Map(context.tracks.map((track) => [recommendedParameter(track), track]));
  const readings = await readParameters(context.ssmIn(region), [...trackOfName.keys()]);
  const images: Image[] = [];
  const problems: Problem[] = [];
  for (const [name, value] of readings.values) {
    const track = trackOfName.get(name);
    if (track === undefined) continue;
    const read = readImage(track, value);
    if (isProblem(read)) problems.push({ ...read, place: region });
    else images.push(read);
  }
  for (const name of readings.missing) {
    const track = trackOfName.get(name);
    // A track that this Region never had is not news: AL2 ends before the newest minors, and variants differ by Region.
    if (track !== undefined && before[track] !== undefined) problems.push(vanished(name, region));
  }
  for (const { names, error } of readings.failed) problems.push(unread(names, region, error));
  return { images, problems };
}

/** Keeps images of a release in this Region, each as it was first seen. */
async function keepImages(
  context: PollContext,
  region: string,
  release: ReleaseTag,
  images: readonly Image[],
  before: Heads,
): Promise<void> {
  const { stream, table } = context;
  const now = context.now().toISOString();
  const stored = await readImagesIn(table, stream, release, region);
  const known = stored?.value.images ?? {};
  const seen = images.map((image): [Track, SeenImage] => {
    const previous = known[image.track]?.previous ?? before[image.track]?.release;
    const firstSeenAt = known[image.track]?.firstSeenAt ?? now;
    // Only an older release comes before this one: a parameter that returns to it says nothing of what it replaced.
    const older = previous !== undefined && previous < release;
    return [image.track, { ...image, firstSeenAt, ...(older ? { previous } : {}) }];
  });
  const merged = { ...known, ...Object.fromEntries(seen) };
  await openRelease(context, release, Object.values(merged));
  await writeImagesIn(table, stream, release, { region, images: merged }, stored?.revision ?? 0);
}

/** Puts a release among the open work, before the heads move on: from there on, no crash can make it forgotten. */
async function openRelease(
  context: PollContext,
  release: ReleaseTag,
  images: readonly SeenImage[],
): Promise<void> {
  const { stream, table } = context;
  const stored = await readRelease(table, stream, release);
  const announceable = images.some(({ previous }) => previous !== undefined);
  if (stored !== undefined) {
    const record = { ...stored.value, announceable: stored.value.announceable || announceable };
    await writeRelease(table, record, true, stored.revision);
    return;
  }
  const detectedAt = images.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? context.now().toISOString();
  const record = { stream, release, status: 'detected', announceable, detectedAt, announced: {} } as const;
  await writeRelease(table, record, true, 0);
}

function vanished(name: string, region: string): Problem {
  return {
    kind: 'parameter-vanished',
    subject: name,
    place: region,
    message: 'SSM says that it does not exist, and it did at an earlier poll.',
    remedy:
      'The track keeps its last known image; see whether AWS ended it there, and stop watching it if so.',
  };
}

function unread(names: readonly string[], region: string, error: Error): Problem {
  return {
    kind: 'parameters-unread',
    subject: `${names.length} parameters from ${names[0]}`,
    place: region,
    message: error.message,
    remedy: 'Nothing is taken for granted about them; the next poll asks again.',
  };
}
