import * as z from 'zod';
import type { CatalogueRelease } from '../../../shared/feed/catalogue.ts';
import { isOnTrack } from '../../../shared/feed/resolve.ts';
import { whereaboutsOf } from '../../../shared/feed/rollout.ts';
import { releaseNotesUrl } from '../../../shared/parameters/release-tag.ts';
import { type Track, trackOf } from '../../../shared/parameters/track.ts';
import { checkMinors } from '../known.ts';
import { amiTypeParameter, kubernetesParameter } from '../parameters.ts';
import { jsonRoute } from '../route.ts';

export const renovateRoute = jsonRoute({
  path: '/renovate/{amiType}/{kubernetes}.json',
  summary: 'The releases of a track in the form of Renovate’s custom datasource.',
  parameters: z.strictObject({
    amiType: amiTypeParameter,
    kubernetes: kubernetesParameter,
    version: z.enum(['tag', 'release-version']).default('tag').meta({
      description: 'What a version is: v20260224, or 1.33.5-20260224 as managed node groups want it.',
    }),
  }),
  response: z
    .object({
      releases: z.array(
        z.object({
          version: z.string(),
          releaseTimestamp: z.iso.datetime(),
          changelogUrl: z.url(),
          isDeprecated: z
            .literal(true)
            .exactOptional()
            .meta({ description: 'AWS took it back, or this track went back from it in some Region.' }),
        }),
      ),
      sourceUrl: z.url(),
      homepage: z.url(),
    })
    .meta({ id: 'RenovateReleases' }),
  answer: ({ baseUrl, catalogue }, { amiType, kubernetes, version }) => {
    checkMinors(catalogue, [kubernetes]);
    const track = trackOf(amiType, kubernetes);
    const releases = catalogue.releases.filter((release) => isOffered(release, track)).reverse();
    return {
      releases: releases.flatMap((release) => {
        const image = release.facts()?.images.find((each) => each.track === track);
        const text = version === 'tag' ? release.release : image?.releaseVersion;
        if (text === undefined) return [];
        return [
          {
            version: text,
            releaseTimestamp: release.publishedAt(),
            changelogUrl: releaseNotesUrl(release.release),
            ...(isLeft(release, track) ? { isDeprecated: true as const } : {}),
          },
        ];
      }),
      sourceUrl: 'https://github.com/awslabs/amazon-eks-ami',
      homepage: `${baseUrl}/`,
    };
  },
});

/** On the track, and in some Region: Renovate takes whatever is listed. A track that nobody watches can be anywhere. */
function isOffered(release: CatalogueRelease, track: Track): boolean {
  if (!isOnTrack(release, track)) return false;
  const { has, lacks, wentBack } = whereaboutsOf(release.report(), track, undefined);
  return has.length + wentBack.length > 0 || lacks.length === 0;
}

function isLeft(release: CatalogueRelease, track: Track): boolean {
  if (release.withdrawn() !== undefined) return true;
  return whereaboutsOf(release.report(), track, undefined).wentBack.length > 0;
}
