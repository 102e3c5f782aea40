import * as z from 'zod';
import { trackSummariesOf, trackSummarySchema } from '../../../shared/feed/track-summaries.ts';
import { jsonRoute, noParameters } from '../route.ts';

export const tracksRoute = jsonRoute({
  path: '/v1/tracks',
  summary: 'Every AMI type at every Kubernetes minor, with its first and its newest good release.',
  parameters: noParameters,
  response: z.object({ tracks: z.array(trackSummarySchema), packages: z.array(z.string()).readonly() }),
  answer: ({ catalogue }) => trackSummariesOf(catalogue),
});
