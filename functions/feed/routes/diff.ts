import * as z from 'zod';
import { differenceOf, differenceSchema } from '../../../shared/feed/difference.ts';
import { trackWanted } from '../../../shared/feed/feed-page.ts';
import { checkMinors, releaseOfQuery } from '../known.ts';
import { amiTypeParameter, kubernetesParameter, releaseParameter } from '../parameters.ts';
import { badParameter } from '../problem.ts';
import { jsonRoute } from '../route.ts';

export const diffRoute = jsonRoute({
  path: '/v1/diff',
  summary:
    'What changes from one release straight to another, cumulative over those skipped, and backwards too.',
  parameters: z.strictObject({
    from: releaseParameter,
    to: releaseParameter,
    amiType: amiTypeParameter.optional(),
    kubernetes: kubernetesParameter.optional(),
  }),
  response: differenceSchema,
  answer: ({ catalogue }, { from, to, amiType, kubernetes }) => {
    if (kubernetes !== undefined) checkMinors(catalogue, [kubernetes]);
    const isWanted = trackWanted({
      amiType: amiType && [amiType],
      kubernetes: kubernetes && [kubernetes],
    });
    const before = releaseOfQuery(catalogue, 'from', from);
    const after = releaseOfQuery(catalogue, 'to', to);
    const difference = differenceOf(catalogue, before, after, isWanted);
    if (difference.tracks.length === 0)
      throw badParameter(
        'to',
        'no track that you ask for is in both releases; /v1/tracks says which has which.',
      );
    return difference;
  },
});
