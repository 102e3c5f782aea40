import type { FindDocument } from '../packages/details.ts';
import type { RecordedRelease } from '../packages/recorded-history/recorded-release.ts';
import { type ReleaseTag, releaseNotesUrl } from '../parameters/release-tag.ts';
import { recordedReleases } from './recorded-releases.ts';

const byTag = new Map<ReleaseTag, RecordedRelease>(
  recordedReleases.map((record) => [record.release, record]),
);

/** The record of a release, or `undefined` when the shipped history does not have it. */
export function recordOf(release: ReleaseTag): RecordedRelease | undefined {
  return byTag.get(release);
}

/** Finds a release's facts in the shipped history. */
export const findRecordedRelease: FindDocument = async (_stream, release) => {
  const record = byTag.get(release);
  if (record === undefined) return undefined;
  return { source: 'recorded-history', text: JSON.stringify(record), url: releaseNotesUrl(release) };
};
