import { readParameters } from '../../shared/aws/read-parameters.ts';
import { readHeads } from '../../shared/aws/records.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { type Image, isProblem, readImage } from '../../shared/parameters/read-image.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';

/** What a Region's parameters point to, by track. */
export type Heads = Readonly<Record<Track, Image>>;

/** What one Region's parameters say now, and what they said at the last poll. Nothing of it has been kept yet. */
export interface Sight {
  readonly region: string;
  readonly before: Heads;
  /** The revision of `before` in the table, 0 for a Region that was never seen. */
  readonly revision: number;
  /** Images that the Region's parameters did not point to before; the values count, not SSM's versions. */
  readonly moved: readonly Image[];
  readonly problems: readonly Problem[];
}

/** Looks at one Region: one read of the table, ⌈names/10⌉ calls of SSM, and no write. */
export async function look(context: PollContext, region: string): Promise<Sight> {
  const stored = await readHeads(context.table, region);
  const before: Heads = stored?.value.heads ?? {};
  const { images, problems } = await readImages(context, region, before);
  const moved = images.filter((image) => {
    const head = before[image.track];
    return head?.imageId !== image.imageId || head.imageName !== image.imageName;
  });
  return { region, before, revision: stored?.revision ?? 0, moved, problems };
}

async function readImages(
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
