import * as z from 'zod';
import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { releaseNotesUrl } from '../parameters/release-tag.ts';
import type { CatalogueRelease } from './catalogue.ts';
import { inert } from './inert.ts';
import { toldOf } from './item.ts';
import { releaseSchema, severitySchema, statusSchema } from './report-schema.ts';

/** A release in a list. */
export const releaseSummarySchema = z
  .object({
    release: releaseSchema,
    status: statusSchema,
    severity: severitySchema,
    headline: z.string(),
    because: z.string(),
    publishedAt: z.iso
      .datetime()
      .meta({ description: 'First sight, or the date of the tag where nobody saw it come.' }),
    changedAt: z.iso.datetime().exactOptional().meta({ description: 'When its report last changed.' }),
    kubernetes: z.array(z.string()).readonly(),
    behaviourChanges: z
      .array(z.object({ id: z.string(), direction: z.enum(['introduced', 'reverted']) }))
      .readonly(),
    notes: z.url().meta({ description: 'Upstream’s page of the release.' }),
  })
  .meta({ id: 'ReleaseSummary' });

export type ReleaseSummary = z.infer<typeof releaseSummarySchema>;

/** What a list says of a release. */
export function summaryOf(release: CatalogueRelease, entries: readonly BehaviourChange[]): ReleaseSummary {
  const report = release.report();
  const { headline, findings } = toldOf(report, entries);
  return {
    release: report.release,
    status: report.status,
    severity: report.severity,
    headline: inert(headline),
    because: report.because,
    publishedAt: release.publishedAt(),
    ...(release.changedAt === undefined ? {} : { changedAt: release.changedAt }),
    kubernetes: report.kubernetes,
    behaviourChanges: findings.map(({ behaviourChange, direction }) => ({ id: behaviourChange, direction })),
    notes: releaseNotesUrl(report.release),
  };
}
