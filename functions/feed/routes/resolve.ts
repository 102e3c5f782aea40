import * as z from 'zod';
import { severities } from '../../../shared/behaviour/behaviour-change.ts';
import { aliasOf } from '../../../shared/feed/alias.ts';
import type { Catalogue, CatalogueRelease } from '../../../shared/feed/catalogue.ts';
import { releaseSchema } from '../../../shared/feed/report-schema.ts';
import { resolvePin } from '../../../shared/feed/resolve.ts';
import { packagesOfTrack } from '../../../shared/packages/packages.ts';
import { imageName } from '../../../shared/parameters/image-name.ts';
import { recommendedParameter } from '../../../shared/parameters/parameter-name.ts';
import { type Track, trackOf } from '../../../shared/parameters/track.ts';
import { checkMinors, releaseOfQuery } from '../known.ts';
import {
  amiTypeParameter,
  kubernetesParameter,
  listOf,
  regionParameter,
  releaseParameter,
} from '../parameters.ts';
import { badParameter } from '../problem.ts';
import { jsonRoute } from '../route.ts';

const pinSchema = z
  .object({
    release: releaseSchema,
    publishedAt: z.string(),
    imageId: z
      .string()
      .nullable()
      .meta({ description: 'In the Region that was asked for; null without one.' }),
    imageName: z.string(),
    releaseVersion: z.string().nullable().meta({ description: 'For managed node groups, 1.33.5-20260224.' }),
    karpenterAlias: z.string().meta({ description: 'al2023@v20260224' }),
    ssmParameter: z.string().meta({ description: 'Names this very image in every Region that has it.' }),
    carries: z
      .array(z.string())
      .meta({ description: 'Behaviour changes that it has from earlier releases.' }),
  })
  .meta({ id: 'Pin' });

export const resolveRoute = jsonRoute({
  path: '/v1/resolve',
  summary: 'The newest release that is good, in the Region, old enough and free of what you avoid.',
  tellsAges: true,
  parameters: z.strictObject({
    amiType: amiTypeParameter,
    kubernetes: kubernetesParameter,
    region: regionParameter.optional().meta({ description: 'Only releases that were seen in this Region.' }),
    avoid: listOf(z.string().regex(/^[a-z0-9-]{1,64}$/, 'is neither a severity nor a behaviour change.'))
      .default([])
      .meta({
        description:
          'Severities: no such behaviour change comes in; unreviewed: no general rule objects. Ids of behaviour changes: the release does not have them.',
      }),
    soakDays: z.coerce.number().min(0).max(365).default(0).meta({ description: 'Least age in days.' }),
    from: releaseParameter
      .optional()
      .meta({ description: 'The release that your nodes run: severities are judged from there.' }),
  }),
  response: z.object({
    pin: pinSchema.nullable().meta({ description: 'null: no release is all that.' }),
    passedOver: z
      .array(
        z.object({
          release: releaseSchema,
          reasons: z
            .array(
              z.object({
                kind: z.string(),
                message: z.string(),
                behaviourChange: z.string().exactOptional(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly()
      .meta({ description: 'The newer ones, newest first.' }),
  }),
  answer: async ({ catalogue, imagesOf }, { amiType, kubernetes, region, avoid, soakDays, from }) => {
    checkMinors(catalogue, [kubernetes]);
    checkAvoided(catalogue, avoid);
    const track = trackOf(amiType, kubernetes);
    const running = from === undefined ? undefined : releaseOfQuery(catalogue, 'from', from);
    if (running !== undefined) checkRunning(catalogue, running, track);
    const { chosen, passedOver } = resolvePin(catalogue, { track, region, avoid, soakDays, from: running });
    if (chosen === undefined) return { pin: null, passedOver };
    const { release } = chosen;
    const images = region === undefined ? [] : ((await imagesOf(release)).get(region) ?? []);
    const image = images.find((each) => each.track === track);
    const noted = chosen.facts()?.images.find((each) => each.track === track);
    const name = image?.imageName ?? noted?.imageName ?? imageName(track, release);
    return {
      pin: {
        release,
        publishedAt: chosen.publishedAt(),
        imageId: image?.imageId ?? null,
        imageName: name,
        releaseVersion: image?.releaseVersion ?? noted?.releaseVersion ?? null,
        karpenterAlias: aliasOf(amiType, release),
        ssmParameter: recommendedParameter(track).replace(/recommended$/, `${name}/image_id`),
        carries: chosen
          .report()
          .findings.filter(({ direction, tracks }) => direction === 'carried' && tracks.includes(track))
          .map(({ behaviourChange }) => behaviourChange),
      },
      passedOver,
    };
  },
});

function checkAvoided({ entries }: Catalogue, avoid: readonly string[]): void {
  const known = [...severities, 'unreviewed', ...entries.map(({ id }) => id)];
  if (!avoid.every((each) => known.includes(each)))
    throw badParameter('avoid', 'is neither a severity nor a behaviour change.', known);
}

/** What came in since a release cannot be told where nothing is known of it on that track: avoiding it would be a guess. */
function checkRunning({ releases }: Catalogue, running: CatalogueRelease, track: Track): void {
  const isKnown = (release: CatalogueRelease) => packagesOfTrack(release.packages(), track).size > 0;
  if (isKnown(running)) return;
  const known = releases.filter(isKnown);
  const [newest, oldest] = [known[0]?.release, known.at(-1)?.release];
  const extent = newest === undefined ? 'None is known on it.' : `Those known on it: ${oldest} to ${newest}.`;
  throw badParameter('from', `is a release whose packages are not known on the track. ${extent}`);
}
