import { releaseNotesUrl } from '../parameters/release-tag.ts';
import type { Rule } from './risk.ts';

/** What a release that was taken back brought can be mended here, left out here, or in here still. */
export const afterWithdrawal: Rule<'after-withdrawal'> = {
  id: 'after-withdrawal',
  title: 'The first release after one that AWS took back',
  severity: 'unreviewed',
  raise: ({ withdrawn }) =>
    withdrawn.length === 0
      ? []
      : [{ reason: `AWS took ${withdrawn.join(', ')} back, and this comes after it` }],
  readMore: (_, { withdrawn }) => withdrawn.map(releaseNotesUrl),
};
