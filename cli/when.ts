import type { PackageName } from '../shared/packages/canonical.ts';
import type { Withdrawal } from '../shared/packages/facts.ts';
import { isSatisfiable, parseRange, satisfies, type VersionRange } from '../shared/packages/range.ts';
import { type ReleaseTag, tagDate } from '../shared/parameters/release-tag.ts';
import { type AmiType, amiTypeOf, type Minor, minorOf, type Track } from '../shared/parameters/track.ts';
import {
  knownPackage,
  type Occurrence,
  occurrencesOf,
  recordedPackages,
  tracksOf,
} from './recorded-packages.ts';
import { UsageError } from './usage-error.ts';

/** A package and the versions of it that are asked for: `containerd>=1.7.22`. */
export interface Wanted {
  readonly package: string;
  readonly range: VersionRange;
}

/** A release with the date of its tag. */
export interface Dated {
  readonly release: ReleaseTag;
  readonly date: string;
}

/** From the first release that has the wanted version to the one in which it was gone again. */
export interface Stretch {
  readonly since: Dated & { readonly version: string; readonly withdrawn?: Withdrawal };
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

const shape = /^([A-Za-z][\w+-]*(?:\.[\w+-]+)*?)\s*((?:[<>=~^]|\s\d).*)$/;

/** Reads `containerd>=1.7.22`, `kernel 6.12.x`, `runc >=1.2 <1.3`. */
export function readWanted(text: string): Wanted {
  const [, name = '', versions = ''] = shape.exec(text.trim()) ?? [];
  const range = parseRange(versions.trim());
  if (name !== '' && range !== undefined) {
    if (isSatisfiable(range)) return { package: name, range };
    throw new UsageError(
      `No version can be in ${JSON.stringify(versions.trim())}: its bounds exclude each other. Turn them round, or put || between what are alternatives.`,
    );
  }
  throw new UsageError(
    `${JSON.stringify(text)} is no package with versions. Give one like 'containerd>=1.7.22' or 'kernel 6.12.x', in quotes.`,
  );
}

/** When each track first had a wanted version, and whether it went away again. */
export function when(
  wanted: Wanted,
  { amiType, kubernetes }: { readonly amiType?: AmiType; readonly kubernetes?: Minor } = {},
): When {
  const history = recordedPackages();
  const name = knownPackage(history, wanted.package);
  const tracks = tracksOf(history).filter(
    (track) =>
      (amiType === undefined || amiTypeOf(track) === amiType) &&
      (kubernetes === undefined || minorOf(track) === kubernetes),
  );
  if (tracks.length === 0)
    throw new UsageError(`No recorded release has ${amiType} at Kubernetes ${kubernetes}.`);
  const answers = tracks.map((track) => {
    const occurrences = occurrencesOf(history, name, track);
    return { track, known: occurrences.length > 0, stretches: stretchesOf(occurrences, wanted.range) };
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
    range: wanted.range.text,
    groups: groups.sort((a, b) => firstOf(a).localeCompare(firstOf(b), 'en')),
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
