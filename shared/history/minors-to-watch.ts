import { compareMinors, type Minor } from '../parameters/track.ts';
import { recordedReleases } from './recorded-releases.ts';

/** How many minors beyond the newest known one are asked for, so that a new one is seen without a change here. */
const ahead = 2;
/** Some two months of releases: one of them may be for a single minor. */
const considered = 8;

/** The Kubernetes minors of the newest recorded releases, and the next ones: SSM says which of these exist. */
export const minorsToWatch: readonly Minor[] = withNext(
  recordedReleases.slice(-considered).flatMap(({ kubernetes }) => minorsOf(kubernetes)),
);

function minorsOf(kubernetes: Readonly<Record<string, string>>): readonly Minor[] {
  const minors = Object.keys(kubernetes).map((kubelet) => kubelet.split('.').slice(0, 2).join('.') as Minor);
  return minors;
}

function withNext(known: readonly Minor[]): readonly Minor[] {
  const minors = [...new Set(known)].sort(compareMinors);
  const [major = 1, minor = 0] = (minors.at(-1) ?? '1.0').split('.').map(Number);
  return [...minors, ...Array.from({ length: ahead }, (_, index): Minor => `${major}.${minor + index + 1}`)];
}
