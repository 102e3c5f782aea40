import { readParameters } from '../../shared/aws/read-parameters.ts';
import { type Head, readHeads } from '../../shared/aws/records.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import { type Image, isProblem, readImage } from '../../shared/parameters/read-image.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';

/** What a Region's parameters point to, by track. */
export type Heads = Readonly<Record<Track, Head>>;

/** What one Region's parameters say now, and what they said at the last poll. Nothing of it has been kept yet. */
export interface Sight {
  readonly region: string;
  readonly before: Heads;
  /** The revision of `before` in the table, 0 for a Region that was never seen. */
  readonly revision: number;
  /** Images that the Region's parameters did not point to before; the values count, not SSM's versions. */
  readonly moved: readonly Image[];
  /** Tracks whose parameter is gone since the last poll. */
  readonly vanished: readonly Track[];
  /** How many parameters could not be read. */
  readonly unread: number;
  readonly problems: readonly Problem[];
}

/** Looks at one Region: one read of the table, ⌈names/10⌉ calls of SSM, and no write. */
export async function look(context: PollContext, region: string): Promise<Sight> {
  const stored = await readHeads(context.table, region);
  const before: Heads = stored?.value.heads ?? {};
  const { images, problems, unread, vanished } = await readImages(context, region, before);
  const moved = images.filter((image) => {
    const head = before[image.track];
    return head?.imageId !== image.imageId || head.imageName !== image.imageName || head.vanished === true;
  });
  return { region, before, revision: stored?.revision ?? 0, moved, vanished, unread, problems };
}

async function readImages(
  context: PollContext,
  region: string,
  before: Heads,
): Promise<Pick<Sight, 'problems' | 'unread' | 'vanished'> & { readonly images: readonly Image[] }> {
  const trackOfName = new Map(context.tracks.map((track) => [recommendedParameter(track), track]));
  const readings = await readParameters(context.ssmIn(region), [...trackOfName.keys()]);
  const images: Image[] = [];
  const problems: Problem[] = [];
  const vanished: Track[] = [];
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
    const head = track === undefined ? undefined : before[track];
    if (head === undefined || head.vanished === true) continue;
    vanished.push(head.track);
    problems.push(goneProblem(name, region));
  }
  for (const { names, error } of readings.failed) problems.push(unreadProblem(names, region, error));
  const unread = readings.failed.reduce((sum, { names }) => sum + names.length, 0);
  return { images, problems, unread, vanished };
}

function goneProblem(name: string, region: string): Problem {
  return {
    kind: 'parameter-vanished',
    subject: name,
    place: region,
    message: 'SSM says that it does not exist, and it did at an earlier poll.',
    remedy:
      'This is said once. The track keeps its last known image, and is taken up again when the parameter comes back.',
  };
}

function unreadProblem(names: readonly string[], region: string, error: Error): Problem {
  return {
    kind: 'parameters-unread',
    subject: `${names.length} parameters from ${names[0]}`,
    place: region,
    message: error.message,
    remedy: 'Nothing is taken for granted about them; the next poll asks again.',
  };
}
