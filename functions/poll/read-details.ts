import type { ReleaseRecord } from '../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { type Packages, packagesOf } from '../../shared/packages/packages.ts';
import { readRecordedRelease } from '../../shared/packages/recorded-history/codec.ts';
import type { Problem } from '../../shared/problem.ts';

/** The facts of a release as they were stored when they came; `undefined` while there are none. */
export function readDetails({
  details,
  release,
}: ReleaseRecord): { facts: ReleaseFacts; packages: Packages; problems: readonly Problem[] } | undefined {
  if (details === undefined) return undefined;
  const { facts } = readRecordedRelease(details.recorded, release);
  // What could not be read was noted when the details came.
  return { facts, packages: packagesOf(facts, details.source).packages, problems: details.problems };
}
