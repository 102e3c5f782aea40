import { nextMinors } from '../parameters/minors.ts';
import { compareMinors, type Minor } from '../parameters/track.ts';
import { recordedReleases } from './recorded-releases.ts';

/** How many minors beyond the newest known one are asked for, so that a new one is seen without a change here. */
const ahead = 2;
/** Some two months of releases: one of them may be for a single minor. */
const considered = 8;

const known = [
  ...new Set(recordedReleases.slice(-considered).flatMap(({ kubernetes }) => minorsOf(kubernetes))),
].sort(compareMinors);

/** The Kubernetes minors of the newest recorded releases, and the next ones: SSM says which of these exist. */
export const minorsToWatch: readonly Minor[] = [...known, ...nextMinors(known, ahead)];

function minorsOf(kubernetes: Readonly<Record<string, string>>): readonly Minor[] {
  return Object.keys(kubernetes).map((kubelet) => kubelet.split('.').slice(0, 2).join('.') as Minor);
}
