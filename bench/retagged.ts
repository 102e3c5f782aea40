import type { RecordedRelease } from '../shared/packages/recorded-history/recorded-release.ts';
import { parseReleaseTag, type ReleaseTag } from '../shared/parameters/release-tag.ts';

const dayMs = 86_400_000;

/** The tag of a day, counted from 2000-01-01: 36,525 of them fit in the century that tags can name. */
export function tagOfDay(day: number): ReleaseTag {
  const date = new Date(Date.UTC(2000, 0, 1) + day * dayMs).toISOString().slice(0, 10);
  const tag = parseReleaseTag(`v${date.replaceAll('-', '')}`);
  if (tag === undefined) throw new RangeError(`Day ${day} is not in the century that tags can name.`);
  return tag;
}

/**
 * The same facts under another tag. What a record says of its own date (irregular image names, kubelet builds of another
 * day) is left out, because it would contradict the new tag.
 */
export function retagged(record: RecordedRelease, release: ReleaseTag): RecordedRelease {
  const plain = Map.groupBy(Object.entries(record.kubernetes), ([version]) =>
    version.replace(/-20\d{6}$/, ''),
  );
  const kubernetes = [...plain].map(([version, group]) => [version, group.map(([, types]) => types).join()]);
  return { release, kubernetes: Object.fromEntries(kubernetes), packages: record.packages };
}
