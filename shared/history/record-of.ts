import type { RecordedRelease } from '../packages/recorded-history/recorded-release.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import { recordedReleases } from './recorded-releases.ts';

const byTag = new Map<ReleaseTag, RecordedRelease>(
  recordedReleases.map((record) => [record.release, record]),
);

/** The record of a release, or `undefined` when the shipped history does not have it. */
export function recordOf(release: ReleaseTag): RecordedRelease | undefined {
  return byTag.get(release);
}
