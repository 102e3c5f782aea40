import { alwaysPresent, type PackageName } from '../packages/canonical.ts';
import { type Packages, packagesOfTrack } from '../packages/packages.ts';
import type { FactSource } from '../packages/source.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import { placeOf, type Statement } from './statement.ts';

/** A version that is known although the source of the release's packages does not give it, on these tracks. */
export interface KnownVersion {
  readonly package: PackageName;
  readonly version: string;
  readonly source: FactSource;
  readonly tracks: readonly Track[];
}

/** Something that every node has, and no source says in which version: that it did not move would be a guess. */
export interface UnknownVersion {
  /** `undefined` where nothing is known of any package. */
  readonly package?: PackageName;
  readonly tracks: readonly Track[];
}

/** What statements add to the packages that are compared; of several on one package of one track, the first. */
export function knownBeside(
  packages: Packages | undefined,
  tracks: readonly Track[],
  statements: readonly Statement[],
): readonly KnownVersion[] {
  const wanted = new Set(tracks);
  const said = new Set<string>();
  const added = statements.filter((statement) => {
    const { package: name, track } = statement;
    const place = placeOf(statement);
    const isNew = wanted.has(track) && !said.has(place) && packages?.get(track)?.has(name) !== true;
    // Where the packages of a track are known, kubelet's version from elsewhere is not news.
    const isOldNews =
      name === 'kubelet' && packages !== undefined && packagesOfTrack(packages, track).size > 0;
    said.add(place);
    return isNew && !isOldNews;
  });
  const alike = Map.groupBy(added, ({ package: name, source, version }) =>
    JSON.stringify([name, version.text, source]),
  );
  return [...alike.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { package: name, source, version } = first;
    return [{ package: name, version: version.text, source, tracks: tracksOf(members) }];
  });
}

/** The versions that every node has and no source gives: of single packages, or of all of a track. */
export function unknownVersions(
  packages: Packages | undefined,
  tracks: readonly Track[],
  known: readonly KnownVersion[] = [],
): readonly UnknownVersion[] {
  const isSilent = (track: Track) => packages === undefined || packagesOfTrack(packages, track).size === 0;
  const silent = tracks.filter(isSilent);
  const single = alwaysPresent.flatMap((name): UnknownVersion[] => {
    const without = tracks.filter(
      (track) =>
        !isSilent(track) &&
        packages?.get(track)?.get(name)?.version === undefined &&
        !known.some((one) => one.package === name && one.tracks.includes(track)),
    );
    return without.length === 0 ? [] : [{ package: name, tracks: without.sort(compareTracks) }];
  });
  return silent.length === 0 ? single : [{ tracks: silent.sort(compareTracks) }, ...single];
}

function tracksOf(statements: readonly Statement[]): readonly Track[] {
  return statements.map(({ track }) => track).sort(compareTracks);
}
