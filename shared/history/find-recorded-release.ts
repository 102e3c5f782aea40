import type { FindDocument } from '../packages/details.ts';
import { releaseNotesUrl } from '../parameters/release-tag.ts';

/** Finds a release's facts in the shipped history, which is read when a release is first looked for. */
export const findRecordedRelease: FindDocument = async (_stream, release) => {
  const { recordOf } = await import('./record-of.ts');
  const record = recordOf(release);
  if (record === undefined) return undefined;
  return { source: 'recorded-history', text: JSON.stringify(record), url: releaseNotesUrl(release) };
};
