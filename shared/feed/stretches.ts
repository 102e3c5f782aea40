import type { PackageName } from '../packages/canonical.ts';
import { satisfies, type VersionRange } from '../packages/range.ts';
import { compareText } from '../packages/reading.ts';
import { type ReleaseTag, tagDate } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import { type Occurrence, occurrencesOf, type ReleasePackages, type WithdrawnHow } from './occurrences.ts';

/** A release with the date of its tag. */
export interface Dated {
  readonly release: ReleaseTag;
  readonly date: string;
}

/** From the first release that has the wanted version to the one in which it was gone again. */
export interface Stretch {
  readonly since: Dated & { readonly version: string; readonly withdrawn?: WithdrawnHow };
  /** Whether nothing older is known of the package there: the track, or its history, begins with it. */
  readonly fromTheStart: boolean;
  /** The first release with it that AWS did not take back, where `since` is not that one. */
  readonly good?: Dated & { readonly version: string };
  /** The release that went back; without it, the newest release of the track still has it. */
  readonly gone?: Dated & { readonly version: string | undefined };
}

export interface When {
  readonly package: PackageName;
  readonly range: string;
  /** Tracks with the same answer share it; the earliest comes first. */
  readonly groups: readonly { readonly tracks: readonly Track[]; readonly stretches: readonly Stretch[] }[];
  /** Tracks that never had it. */
  readonly never: readonly Track[];
  /** Tracks of which no release says anything about the package. */
  readonly unknown: readonly Track[];
}

/** When each track first had a wanted version, and whether it went away again. `releases` are the oldest first. */
export function whenHad(
  releases: readonly ReleasePackages[],
  name: PackageName,
  range: VersionRange,
  tracks: readonly Track[],
): When {
  const answers = tracks.map((track) => {
    const occurrences = occurrencesOf(releases, name, track);
    return { track, known: occurrences.length > 0, stretches: stretchesOf(occurrences, range) };
  });
  const having = answers.filter(({ stretches }) => stretches.length > 0);
  const groups = [...Map.groupBy(having, ({ stretches }) => JSON.stringify(stretches)).values()].map(
    (alike) => ({
      tracks: alike.map(({ track }) => track),
      stretches: alike[0]?.stretches ?? [],
    }),
  );
  const without = answers.filter(({ stretches }) => stretches.length === 0);
  return {
    package: name,
    range: range.text,
    groups: groups.sort((a, b) => compareText(firstOf(a), firstOf(b))),
    never: without.filter(({ known }) => known).map(({ track }) => track),
    unknown: without.filter(({ known }) => !known).map(({ track }) => track),
  };
}

function firstOf({ stretches }: When['groups'][number]): string {
  return stretches[0]?.since.release ?? '';
}

/** A release that was taken back can begin a stretch, and never ends one: the next one was made from the last good. */
function stretchesOf(occurrences: readonly Occurrence[], range: VersionRange): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | undefined;
  for (const [index, { release, version, withdrawn }] of occurrences.entries()) {
    const here = { release, date: tagDate(release) };
    if (version !== undefined && satisfies(version, range)) {
      const had = { ...here, version: version.text };
      if (open === undefined) {
        const since = withdrawn === undefined ? had : { ...had, withdrawn };
        open = { since, fromTheStart: index === 0 };
      } else if (withdrawn === undefined && open.since.withdrawn !== undefined) open = { good: had, ...open };
    } else if (open !== undefined && withdrawn === undefined) {
      stretches.push({ ...open, gone: { ...here, version: version?.text } });
      open = undefined;
    }
  }
  return open === undefined ? stretches : [...stretches, open];
}
