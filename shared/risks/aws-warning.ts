import type { CalloutKind } from '../packages/facts.ts';
import { releaseNotesUrl } from '../parameters/release-tag.ts';
import type { Rule } from './risk.ts';

/** A note stands in every other release and tells of upstream's plans; these three are for the one release. */
const warnings: ReadonlySet<CalloutKind> = new Set(['warning', 'caution', 'important']);

export const awsWarning: Rule<'aws-warning'> = {
  id: 'aws-warning',
  title: "A warning in AWS's own release notes",
  severity: 'unreviewed',
  raise: ({ callouts }) => {
    const kinds = callouts.filter((kind) => warnings.has(kind));
    return kinds.length === 0 ? [] : [{ reason: `AWS's release notes say: ${kinds.join(', ')}` }];
  },
  readMore: (_, { to }) => [releaseNotesUrl(to)],
};
