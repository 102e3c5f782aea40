import { recordedReleases } from '../../../shared/history/recorded-releases.ts';
import { readRecord } from '../../../shared/packages/recorded-history/read-record.ts';
import { type Check, fail, ok } from '../check.ts';

export const historyCheck: Check<undefined> = {
  name: 'history',
  remedy: 'Take shared/history/ from the repository again.',
  look: async () => {
    const problems = recordedReleases.flatMap((record) => readRecord(record).problems);
    const [first] = problems;
    return first === undefined
      ? [ok(`${recordedReleases.length} releases can be read.`)]
      : [fail(`${problems.length} problems: ${first.subject}: ${first.message}`, first.remedy)];
  },
};
