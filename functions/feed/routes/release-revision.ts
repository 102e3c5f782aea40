import * as z from 'zod';
import { reportSchema } from '../../../shared/feed/report-schema.ts';
import { releaseOfPath } from '../known.ts';
import { releaseParameter } from '../parameters.ts';
import { notFound } from '../problem.ts';
import { revisionOf } from '../revision.ts';
import { jsonRoute } from '../route.ts';

export const releaseRevisionRoute = jsonRoute({
  path: '/v1/releases/{release}/{revision}',
  summary: 'One report of a release. What is at this address never changes.',
  parameters: z.strictObject({
    release: releaseParameter,
    revision: z
      .string()
      .regex(/^[\w-]{16}$/, 'is no revision; `permanent` of the release has it.')
      .meta({ description: 'Names what the report says.' }),
  }),
  response: reportSchema,
  headers: () => ({ 'cache-control': 'public, max-age=31536000, immutable' }),
  answer: ({ catalogue }, { release: tag, revision }) => {
    const report = releaseOfPath(catalogue, tag).report();
    if (revisionOf(report) !== revision)
      throw notFound('The release has another report now: /v1/releases/{release} says where.');
    return report;
  },
});
