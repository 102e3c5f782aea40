import {
  type RegionImages,
  type ReleaseRecord,
  readImages,
  readRelease,
  type SeenImage,
} from '../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { type Packages, packagesOf } from '../../shared/packages/packages.ts';
import { readRecordedRelease } from '../../shared/packages/recorded-history/codec.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { compareTracks, type Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ReportInput } from '../../shared/report/build-report.ts';
import type { RegionRollout, SourceReference } from '../../shared/report/report.ts';
import type { PollContext } from './context.ts';
import type { Heads } from './look.ts';

/** A track goes back past at most this many withdrawn or unknown releases before it counts as seen for the first time. */
const maxStepsBack = 10;

type Previous = ReportInput['previous'];

/**
 * Gathers what a report is made from. Each track's previous release comes from its image, where the parameter's last
 * value was noted, or from the head that the track still has: nothing here reads more as the history grows.
 */
export async function assemble(
  context: PollContext,
  record: ReleaseRecord,
  heads: readonly Heads[],
): Promise<ReportInput> {
  const regions = await readImages(context.table, context.stream, record.release);
  const details = readDetails(record);
  const tracks = tracksOf(record.release, regions, details?.facts, heads);
  return {
    stream: record.stream,
    release: record.release,
    status: record.status,
    detectedAt: record.detectedAt,
    tracks,
    packages: details?.packages,
    previous: await previousOf(context, record.release, tracks, regions, heads),
    rollout: regions.map(rolloutOf).sort((a, b) => a.region.localeCompare(b.region, 'en')),
    sources: sourcesOf(record, tracks),
    problems: details?.problems ?? (record.status === 'withdrawn' ? [] : [detailsMissing(record)]),
  };
}

/** Whether every image of the release has been left for an older one, in every Region that had it. */
export async function isLeftEverywhere(
  context: PollContext,
  release: ReleaseTag,
  heads: ReadonlyMap<string, Heads>,
): Promise<boolean> {
  const regions = await readImages(context.table, context.stream, release);
  const images = regions.flatMap(({ region, images }) =>
    Object.values(images).map((image) => ({ region, image })),
  );
  return (
    images.length > 0 &&
    images.every(({ region, image }) => {
      const head = heads.get(region)?.[image.track]?.release;
      return head !== undefined && head < release;
    })
  );
}

/** The tracks that the report speaks of: those with an image, and those in the notes that have yet to move to it. */
function tracksOf(
  release: ReleaseTag,
  regions: readonly RegionImages[],
  facts: ReleaseFacts | undefined,
  heads: readonly Heads[],
): readonly Track[] {
  const seen = regions.flatMap(({ images }) => Object.values(images).map(({ track }) => track));
  const coming = (facts?.images ?? [])
    .map(({ track }) => track)
    .filter((track) => headBefore(track, release, heads));
  return [...new Set([...seen, ...coming])].sort(compareTracks);
}

function headBefore(track: Track, release: ReleaseTag, heads: readonly Heads[]): ReleaseTag | undefined {
  return heads.map((head) => head[track]?.release).find((head) => head !== undefined && head < release);
}

async function previousOf(
  context: PollContext,
  release: ReleaseTag,
  tracks: readonly Track[],
  regions: readonly RegionImages[],
  heads: readonly Heads[],
): Promise<Previous> {
  const history = rememberingReader(context);
  const previous = new Map<Track, { release: ReleaseTag; packages: Packages }>();
  for (const track of tracks) {
    const first = previousIn(regions, track) ?? headBefore(track, release, heads);
    const good = first === undefined ? undefined : await history.lastGood(track, first);
    if (good !== undefined) previous.set(track, good);
  }
  return previous;
}

function previousIn(regions: readonly RegionImages[], track: Track): ReleaseTag | undefined {
  const images: readonly (SeenImage | undefined)[] = regions.map(({ images }) => images[track]);
  return images.map((image) => image?.previous).find((previous) => previous !== undefined);
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
    /** The nearest release at or before `from` on the track that is not withdrawn and whose packages are known. */
    async lastGood(
      track: Track,
      from: ReleaseTag,
    ): Promise<{ release: ReleaseTag; packages: Packages } | undefined> {
      let release: ReleaseTag | undefined = from;
      for (let steps = 0; release !== undefined && steps < maxStepsBack; steps++) {
        const found: Known | undefined = await known(release);
        if (found?.packages !== undefined && found.record.status === 'detailed')
          return { release, packages: found.packages };
        release = previousIn(await imagesOf(release), track);
      }
      return undefined;
    },
  };
}

function remember<K, V>(memory: Map<K, Promise<V>>, key: K, read: () => Promise<V>): Promise<V> {
  const remembered = memory.get(key) ?? read();
  memory.set(key, remembered);
  return remembered;
}

function readDetails({
  details,
  release,
}: ReleaseRecord): { facts: ReleaseFacts; packages: Packages; problems: readonly Problem[] } | undefined {
  if (details === undefined) return undefined;
  const { facts } = readRecordedRelease(details.recorded, release);
  // What could not be read was noted when the details came.
  return { facts, packages: packagesOf(facts).packages, problems: details.problems };
}

function detailsMissing({ release, status }: ReleaseRecord): Problem {
  return {
    kind: 'details-missing',
    subject: release,
    message: 'No source has its packages.',
    remedy:
      status === 'detected'
        ? 'They are looked for again and again, and announced when they come.'
        : 'Compare the images themselves before rolling nodes to it.',
  };
}

function rolloutOf({ region, images }: RegionImages): RegionRollout {
  const seen = Object.values(images);
  const since = seen.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? '';
  return { region, since, tracks: seen.map(({ track }) => track).sort(compareTracks) };
}

function sourcesOf(record: ReleaseRecord, tracks: readonly Track[]): readonly SourceReference[] {
  const [track] = tracks;
  const parameters =
    track === undefined ? [] : [{ source: 'parameters' as const, url: `ssm:${recommendedParameter(track)}` }];
  return record.details === undefined
    ? parameters
    : [...parameters, { source: record.details.source, url: record.details.url }];
}
