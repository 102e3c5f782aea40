import { lazily } from '../shared/feed/catalogue.ts';
import { packagesIn, type ReleasePackages } from '../shared/feed/occurrences.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import type { PackageName } from '../shared/packages/canonical.ts';
import { canonicalName } from '../shared/packages/canonical.ts';
import { packagesOf } from '../shared/packages/packages.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';
import { compareTracks, type Track } from '../shared/parameters/track.ts';
import { nearest } from '../shared/problem.ts';
import { UsageError } from './usage-error.ts';

/** Every recorded release, oldest first. */
export function recordedPackages(): readonly ReleasePackages[] {
  return recordedReleases.map((record) => ({
    release: record.release,
    withdrawn: () => record.withdrawn,
    packages: lazily(() => packagesOf(readRecord(record).facts, 'recorded-history').packages),
  }));
}

/** Every track of the history, in the order in which people list them. */
export function tracksOf(history: readonly ReleasePackages[]): readonly Track[] {
  return [...new Set(history.flatMap(({ packages }) => [...packages().keys()]))].sort(compareTracks);
}

/** The package under its canonical name; `dockerd` and `kernel6.12` are known too. */
export function knownPackage(history: readonly ReleasePackages[], text: string): PackageName {
  const known = packagesIn({ releases: history });
  const name = canonicalName(text);
  if (known.includes(name)) return name;
  const near = nearest(text, known).join(', ');
  throw new UsageError(
    `Unknown package ${JSON.stringify(text)}. Nearest: ${near}. All: ${known.join(', ')}.`,
  );
}
