import * as z from 'zod';
import { releaseSchema, tracksSchema } from '../../../shared/feed/report-schema.ts';
import { regionsOf } from '../../../shared/feed/rollout.ts';
import { releaseOfPath } from '../known.ts';
import { releaseParameter } from '../parameters.ts';
import { jsonRoute } from '../route.ts';

export const rolloutRoute = jsonRoute({
  path: '/v1/rollout/{release}',
  summary: 'Which Region has which track of a release, and with which image.',
  parameters: z.strictObject({ release: releaseParameter }),
  response: z
    .object({
      release: releaseSchema,
      tracks: tracksSchema.meta({ description: 'The rows of the matrix: every track of the release.' }),
      regions: z.array(
        z.object({
          region: z.string(),
          since: z.string().optional().meta({ description: 'First sight there.' }),
          complete: z.boolean(),
          missing: tracksSchema.meta({ description: 'Tracks of which it still has an older image.' }),
          wentBack: tracksSchema.meta({
            description: 'Tracks that had the release and left it for an older image.',
          }),
          images: z.array(
            z.object({
              track: z.string(),
              imageId: z.string().exactOptional(),
              imageName: z.string().exactOptional(),
              releaseVersion: z.string().exactOptional(),
              firstSeenAt: z.string().exactOptional(),
            }),
          ),
        }),
      ),
    })
    .meta({ id: 'Rollout' }),
  answer: async ({ catalogue, imagesOf }, { release: tag }) => {
    const report = releaseOfPath(catalogue, tag).report();
    const images = await imagesOf(tag);
    const regions = regionsOf(report).map(({ region, since, arrived, missing, wentBack }) => {
      const known = new Map((images.get(region) ?? []).map((image) => [image.track, image]));
      return {
        region,
        since,
        complete: missing.length + wentBack.length === 0,
        missing,
        wentBack,
        images: arrived.map((track) => {
          const image = known.get(track);
          if (image === undefined) return { track };
          const { imageId, imageName, releaseVersion, firstSeenAt } = image;
          return { track, imageId, imageName, releaseVersion, firstSeenAt };
        }),
      };
    });
    return { release: tag, tracks: report.tracks, regions };
  },
});
