import { notesOfChange } from './on-changes.ts';
import type { Raised, Rule } from './risk.ts';

/** Only what the source says in so many words: a row that begins or ends says nothing of the image. */
export const packageSet: Rule<'package-set'> = {
  id: 'package-set',
  title: 'A package that is gone from the image, or new in it',
  severity: 'unreviewed',
  raise: ({ changes }) =>
    changes.flatMap((change): Raised[] => {
      const { after, before, kind, package: name } = change;
      if (kind === 'removed')
        return [{ change, reason: `${name} ${before?.upstream} is gone from the image` }];
      if (kind === 'added') return [{ change, reason: `${name} ${after?.upstream} is new in the image` }];
      return [];
    }),
  readMore: notesOfChange,
};
