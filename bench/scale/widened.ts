import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import type { RecordedRelease } from '../../shared/packages/recorded-history/recorded-release.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { retagged, tagOfDay } from '../retagged.ts';
import { pattern } from '../write-history.ts';

/** The two newest releases, turn by turn: packages go up and down. */
const coming = pattern.slice(-2);

/**
 * A release of this day with images of so many minors: what the newest one has is had by later minors too, as AWS adds them every
 * few months.
 */
export function widened(day: number, minors: number): RecordedRelease {
  const [record] = coming.slice(day % coming.length);
  if (record === undefined) throw new RangeError('The recorded history is empty.');
  const { kubernetes, packages, release } = retagged(record, tagOfDay(day));
  const known = Object.keys(kubernetes).map((version) => Number(version.split('.')[1]));
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const amiTypes =
    Object.entries(kubernetes).find(([version]) => version.startsWith(`1.${last}.`))?.[1] ?? '';
  const wanted = first + minors - 1;
  const more = Array.from({ length: Math.max(0, wanted - last) }, (_, index) => [
    `1.${last + 1 + index}.0`,
    amiTypes,
  ]);
  const wide = (tracks: string) =>
    tracks.replaceAll(new RegExp(`(/|-)1\\.${last}\\b`, 'g'), (_, before: string) =>
      before === '-' ? `-1.${wanted}` : `/1.${last}-1.${wanted}`,
    );
  return {
    release,
    kubernetes: wanted > last ? { ...kubernetes, ...Object.fromEntries(more) } : kubernetes,
    packages: wanted > last ? widePackages(packages, wide) : packages,
  };
}

function widePackages(packages: RecordedRelease['packages'], wide: (tracks: string) => string) {
  return Object.fromEntries(
    Object.entries(packages).map(([name, versions]) => [
      name,
      Object.fromEntries(Object.entries(versions).map(([version, tracks]) => [version, wide(tracks)])),
    ]),
  );
}

export function factsOf(record: RecordedRelease) {
  return readRecord(record).facts;
}

export function documentsOf(records: readonly RecordedRelease[]): ReadonlyMap<ReleaseTag, string> {
  return new Map(records.map((record) => [record.release, JSON.stringify(record)]));
}
