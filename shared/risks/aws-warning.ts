import type { CalloutKind } from '../packages/facts.ts';
import { releaseNotesUrl } from '../parameters/release-tag.ts';
import type { Rule } from './risk.ts';

/** A note stands in every other release and tells of upstream's plans; these three are for the one release. */
const warnings: ReadonlySet<CalloutKind> = new Set(['warning', 'caution', 'important']);

/** Whether a callout is for the release that it stands in. */
export function isWarning(kind: CalloutKind): boolean {
  return warnings.has(kind);
}

export const awsWarning: Rule<'aws-warning'> = {
  id: 'aws-warning',
  title: "A warning in AWS's own release notes",
  severity: 'unreviewed',
  raise: ({ callouts }) => {
    const kinds = callouts.filter(isWarning);
    return kinds.length === 0
      ? []
      : [{ reason: `AWS's ${kinds.join(' and ')} callout in its release notes` }];
  },
  readMore: (_, { to }) => [releaseNotesUrl(to)],
};
