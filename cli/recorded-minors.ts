import { join } from 'node:path';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import { compareMinors, type Minor } from '../shared/parameters/track.ts';

/** The minors of the newest recorded releases, apart from the history: each poll starts with them, and hardly one needs more. */
export const recordedMinorsPath = join(import.meta.dirname, '../shared/history/minors.generated.json');

/** Some two months of releases: one of them may be for a single minor. */
const considered = 8;

export function renderRecordedMinors(): string {
  const minors = recordedReleases.slice(-considered).flatMap(({ kubernetes }) => minorsOf(kubernetes));
  return `${JSON.stringify([...new Set(minors)].sort(compareMinors))}\n`;
}

function minorsOf(kubernetes: Readonly<Record<string, string>>): readonly Minor[] {
  return Object.keys(kubernetes).map((kubelet) => kubelet.split('.').slice(0, 2).join('.') as Minor);
}
