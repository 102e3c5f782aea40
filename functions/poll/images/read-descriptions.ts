import type { ReleaseRecord } from '../../../shared/aws/records.ts';
import type { ReleaseFacts } from '../../../shared/packages/facts.ts';
import { type Packages, packagesOf } from '../../../shared/packages/packages.ts';
import { readers } from '../../../shared/packages/readers.ts';
import type { Problem } from '../../../shared/problem.ts';

/** What the descriptions of a release's images say; `undefined` while none was looked at. */
export function readDescriptions({
  descriptions,
  release,
}: Pick<ReleaseRecord, 'descriptions' | 'release'>):
  | { facts: ReleaseFacts; packages: Packages; problems: readonly Problem[] }
  | undefined {
  if (descriptions === undefined) return undefined;
  const document = JSON.stringify({ Images: descriptions.images });
  const { facts, problems } = readers['image-description'].read(document, release);
  const read = packagesOf(facts, 'image-description');
  return { facts, packages: read.packages, problems: [...problems, ...read.problems] };
}
