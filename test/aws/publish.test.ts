import { expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import { subjectOf } from '../../shared/aws/publish.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { recordedReports, reportOf } from '../report/recorded.ts';

const announced = (report: Parameters<typeof announce>[0]) =>
  announce(report, 'new-release', behaviourChanges, new Date(0));

test('a subject says in ASCII how grave it is and what moved', () => {
  expect(subjectOf(announced(reportOf('v20240817', 'v20240729')))).toBe(
    '[breaking] EKS AMI v20240817: containerd 1.7.11 -> 1.7.20: 2 known behaviour changes in ...',
  );
});

test('every subject is one that SNS takes', () => {
  const hostile = { ...announced(reportOf('v20240817', 'v20240729')), headline: 'é\n→ 😀 –\u0007' };
  const subjects = [...recordedReports().map((report) => announced(report)), hostile].map(subjectOf);
  for (const subject of subjects) expect(subject).toMatch(/^\[[\x20-\x7e]{1,99}$/);
  expect(subjects.at(-1)).toBe('[breaking] EKS AMI v20240817: ? -> ?? -?');
});
