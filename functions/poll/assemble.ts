import type { RegionImages, ReleaseRecord } from '../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { compareTracks, type Track } from '../../shared/parameters/track.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ReportInput } from '../../shared/report/build-report.ts';
import type { SourceReference } from '../../shared/report/report.ts';
import type { Returned } from '../../shared/report/returned.ts';
import { rolloutOf } from '../../shared/report/rollout.ts';
import type { PollContext } from './context.ts';
import { imagesReplaced, tracksLeftBehind } from './image-problems.ts';
import { readDescriptions } from './images/read-descriptions.ts';
import { testimonyOf } from './images/testimony.ts';
import type { Heads } from './look.ts';
import { headBefore, predecessorsOf } from './predecessors.ts';
import { readDetails } from './read-details.ts';

/** What a report is made from. */
export interface Assembled {
  readonly input: ReportInput;
  /** Releases that tracks came from and whose details are still waited for: what they brought is not known yet. */
  readonly awaited: readonly ReleaseTag[];
}

/** Gathers what a report is made from. */
export async function assemble(
  context: PollContext,
  record: ReleaseRecord,
  regions: readonly RegionImages[],
  heads: ReadonlyMap<string, Heads>,
  returned: Returned | undefined,
): Promise<Assembled> {
  const details = readDetails(record);
  const descriptions = readDescriptions(record);
  const { release } = record;
  const tracks = tracksOf(release, regions, details?.facts, heads);
  const packages = details?.packages;
  const { awaited, previous, withdrawnBetween } = await predecessorsOf(
    context,
    release,
    tracks,
    packages,
    regions,
    heads,
  );
  const input = {
    stream: record.stream,
    release,
    status: record.status,
    detectedAt: record.detectedAt,
    tracks,
    packages,
    previous,
    withdrawnBetween,
    rollout: rolloutOf(release, tracks, regions, heads, record.round),
    ...(returned === undefined ? {} : { returned }),
    sources: sourcesOf(record, tracks),
    ...testimonyOf(record, regions, details, descriptions),
    problems: [
      ...problemsOf(record, details?.problems),
      ...(record.descriptions?.problems ?? []),
      ...awaited.map((tag) => betweenUnknown(release, tag)),
      ...imagesReplaced(release, regions, tracks),
      ...tracksLeftBehind(context, release, tracks, details?.facts, previous, heads),
    ],
  };
  return { input, awaited };
}

/** The tracks that the report speaks of: those with an image, and those in the notes that have yet to move to it. */
function tracksOf(
  release: ReleaseTag,
  regions: readonly RegionImages[],
  facts: ReleaseFacts | undefined,
  heads: ReadonlyMap<string, Heads>,
): readonly Track[] {
  const seen = regions.flatMap(({ images }) => Object.values(images).map(({ track }) => track));
  const coming = (facts?.images ?? [])
    .map(({ track }) => track)
    .filter((track) => headBefore(track, release, regions, heads));
  return [...new Set([...seen, ...coming])].sort(compareTracks);
}

function problemsOf(record: ReleaseRecord, read: readonly Problem[] | undefined): readonly Problem[] {
  return read ?? (record.status === 'withdrawn' ? [] : [detailsMissing(record)]);
}

function betweenUnknown(release: ReleaseTag, between: ReleaseTag): Problem {
  return {
    kind: 'release-between-unknown',
    subject: release,
    message: `Tracks came to it from ${between}, whose packages are not known yet, so that it is compared with the release before.`,
    remedy: `Whoever runs ${between} may see other changes than these.`,
  };
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

function sourcesOf(record: ReleaseRecord, tracks: readonly Track[]): readonly SourceReference[] {
  const [track] = tracks;
  const parameters =
    track === undefined ? [] : [{ source: 'parameters' as const, url: `ssm:${recommendedParameter(track)}` }];
  const { descriptions, details } = record;
  const looked = Object.values(descriptions?.lookedAt ?? {}).map(({ region }) => region);
  return [
    ...parameters,
    ...(details === undefined ? [] : [{ source: details.source, url: details.url }]),
    ...[...new Set(looked)].map((region) => ({ source: 'image-description' as const, url: `ec2:${region}` })),
  ];
}
