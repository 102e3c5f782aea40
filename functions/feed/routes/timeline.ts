import * as z from 'zod';
import { trackWanted } from '../../../shared/feed/feed-page.ts';
import { packagesIn } from '../../../shared/feed/occurrences.ts';
import { seriesOf, seriesSchema } from '../../../shared/feed/series.ts';
import { canonicalName } from '../../../shared/packages/canonical.ts';
import { checkMinors } from '../known.ts';
import { amiTypeParameter, kubernetesParameter, listOf, packageParameter } from '../parameters.ts';
import { notFound } from '../problem.ts';
import { jsonRoute } from '../route.ts';

export const timelineRoute = jsonRoute({
  path: '/v1/packages/{name}/timeline',
  summary: 'Every version of a package on each track, with the behaviour changes that came and went with it.',
  parameters: z.strictObject({
    name: packageParameter,
    amiType: listOf(amiTypeParameter).optional(),
    kubernetes: listOf(kubernetesParameter).optional(),
  }),
  response: seriesSchema,
  answer: ({ catalogue }, { name, ...filter }) => {
    const canonical = canonicalName(name);
    const known = packagesIn(catalogue);
    if (!known.includes(canonical))
      throw notFound(`No release has this package. Known: ${known.join(', ')}.`);
    if (filter.kubernetes !== undefined) checkMinors(catalogue, filter.kubernetes);
    return seriesOf(catalogue, canonical, trackWanted(filter));
  },
});
