import { minorsOf } from '../parameters/minors.ts';
import { recommendedParameter } from '../parameters/parameter-name.ts';
import { amiTypeOf, compareTracks, minorOf, type Track } from '../parameters/track.ts';
import { describeMinors } from '../report/describe-tracks.ts';
import { addressesOf } from './addresses.ts';
import { announcementId } from './announce.ts';
import { type Announcement, announcementVersion } from './announcement.ts';

/** Tracks that AWS has begun to publish, and where. */
export interface NewTracks
  extends Pick<Announcement, 'detectedAt' | 'release' | 'regions' | 'rollout' | 'status' | 'stream'> {
  readonly tracks: readonly Track[];
  /** Which news of this release it is: 1, 2, … */
  readonly round: number;
}

/** The message that there are AMIs for a minor or an AMI type that had none. Nothing is compared: there is nothing before. */
export function announceTracks(news: NewTracks, now: Date, publicUrl?: string): Announcement {
  const tracks = news.tracks.toSorted(compareTracks);
  const { detectedAt, regions, release, rollout, round, status, stream } = news;
  return {
    ...addressesOf(publicUrl, release),
    version: announcementVersion,
    id: announcementId(news, 'new-track', round),
    kind: 'new-track',
    stream,
    release,
    status,
    severity: 'routine',
    because: 'these AMIs were not there before, so that no node runs on an earlier one of them',
    headline: headlineOf(tracks),
    detectedAt,
    announcedAt: now.toISOString(),
    tracks,
    firstSeen: tracks,
    comparedWith: [],
    changes: [],
    findings: [],
    regions,
    rollout,
    returned: null,
    sources: tracks
      .slice(0, 1)
      .map((track) => ({ source: 'parameters', url: `ssm:${recommendedParameter(track)}` })),
    risks: [],
    known: [],
    unknown: [],
    references: null,
    problems: [],
  };
}

/** `Kubernetes 1.37 now has AMIs: AL2023_x86_64_STANDARD, AL2023_ARM_64_STANDARD`; minors with the same types together. */
function headlineOf(tracks: readonly Track[]): string {
  const typesOf = Map.groupBy(minorsOf(tracks), (minor) =>
    tracks
      .filter((track) => minorOf(track) === minor)
      .map(amiTypeOf)
      .join(', '),
  );
  return [...typesOf]
    .map(
      ([types, minors]) =>
        `Kubernetes ${describeMinors(minors)} now ${minors.length === 1 ? 'has' : 'have'} AMIs: ${types}`,
    )
    .join('; ');
}
