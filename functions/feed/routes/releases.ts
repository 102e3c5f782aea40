import * as z from 'zod';
import { pageOf } from '../../../shared/feed/feed-page.ts';
import { releaseSummarySchema, summaryOf } from '../../../shared/feed/release-summary.ts';
import { addressOf } from '../address.ts';
import { filterOf } from '../known.ts';
import { filterParameters } from '../parameters.ts';
import { jsonRoute } from '../route.ts';

/** In releases; a client that wants all of them asks some four times. */
const mostReleases = 50;

export const releasesRoute = jsonRoute({
  path: '/v1/releases',
  summary: 'The releases in short, the newest first.',
  parameters: z.strictObject({
    ...filterParameters,
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(mostReleases)
      .default(20)
      .meta({ description: 'Releases of a page.' }),
  }),
  response: z.object({
    releases: z.array(releaseSummarySchema),
    next: z.url().exactOptional().meta({ description: 'Older releases; missing at the end of the history.' }),
  }),
  answer: ({ baseUrl, catalogue }, { limit, ...given }) => {
    const page = pageOf(catalogue, filterOf(catalogue, given), limit, given.before);
    const { next } = page;
    const older = { ...given, before: next, limit };
    return {
      releases: page.releases.map((release) => summaryOf(release, catalogue.entries)),
      ...(next === undefined ? {} : { next: addressOf(`${baseUrl}/v1/releases`, older) }),
    };
  },
});
