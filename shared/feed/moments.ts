import { compareVersions } from '../packages/version.ts';
import { type ReleaseTag, tagDate } from '../parameters/release-tag.ts';
import type { Occurrence, WithdrawnHow } from './occurrences.ts';

/** One release on the timeline of a package. */
export interface Moment {
  readonly release: ReleaseTag;
  readonly date: string;
  /** As the notes write it; `undefined` where the image does not have the package. */
  readonly version: string | undefined;
  readonly upstream: string | undefined;
  readonly withdrawn?: WithdrawnHow;
  /** Against the last release that AWS did not take back; `undefined` where nothing moved, and on the first one. */
  readonly change?: 'upgraded' | 'downgraded' | 'rebuilt' | 'added' | 'removed';
}

/** A package on a track, release by release, the oldest first. */
export function momentsOf(occurrences: readonly Occurrence[]): readonly Moment[] {
  let last: Occurrence | undefined;
  return occurrences.map((occurrence): Moment => {
    const { release, version, withdrawn } = occurrence;
    const change = last === undefined ? undefined : changeOf(last, occurrence);
    if (withdrawn === undefined) last = occurrence;
    return {
      release,
      date: tagDate(release),
      version: version?.text,
      upstream: version?.upstream,
      ...(withdrawn === undefined ? {} : { withdrawn }),
      ...(change === undefined ? {} : { change }),
    };
  });
}

function changeOf({ version: before }: Occurrence, { version: after }: Occurrence): Moment['change'] {
  if (before === undefined || after === undefined) {
    if (before === after) return undefined;
    return before === undefined ? 'added' : 'removed';
  }
  const order = compareVersions(before, after);
  if (order === 0) return undefined;
  if (before.upstream === after.upstream) return 'rebuilt';
  return order < 0 ? 'upgraded' : 'downgraded';
}
