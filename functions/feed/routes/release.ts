import * as z from 'zod';
import { releaseSummarySchema, summaryOf } from '../../../shared/feed/release-summary.ts';
import { reportSchema } from '../../../shared/feed/report-schema.ts';
import { releaseOfPath } from '../known.ts';
import { releaseParameter } from '../parameters.ts';
import { revisionOf } from '../revision.ts';
import { jsonRoute } from '../route.ts';

export const releaseRoute = jsonRoute({
  path: '/v1/releases/{release}',
  summary: 'All that is known of a release now.',
  parameters: z.strictObject({ release: releaseParameter }),
  response: z.object({
    ...releaseSummarySchema.shape,
    permanent: z.url().meta({ description: 'This report for ever, or nothing once there is another one.' }),
    report: reportSchema,
  }),
  answer: ({ baseUrl, catalogue }, { release: tag }) => {
    const release = releaseOfPath(catalogue, tag);
    const report = release.report();
    return {
      ...summaryOf(release, catalogue.entries),
      permanent: `${baseUrl}/v1/releases/${tag}/${revisionOf(report)}`,
      report,
    };
  },
});
