import {
  type AmiType,
  amiTypeOf,
  amiTypes,
  architectureOf,
  compareMinors,
  compareTracks,
  type Minor,
  minorOf,
  type OperatingSystem,
  operatingSystemOf,
  type Track,
} from '../parameters/track.ts';

/**
 * Tracks in few words that stay true among all the tracks of the release: `AL2 and AL2023, Kubernetes 1.23–1.30`,
 * `AL2 on x86_64, Kubernetes 1.30`, `AL2_x86_64_GPU, Kubernetes 1.29; AL2_x86_64, Kubernetes 1.30`.
 */
export function describeTracks(tracks: readonly Track[], all: readonly Track[]): string {
  const chosen = new Set(tracks.toSorted(compareTracks));
  if (chosen.size === 0) return 'no tracks';
  const universe = [...new Set([...all, ...tracks])];
  const systems = (['AL2', 'AL2023'] as const).filter((system) =>
    [...chosen].some((track) => isOf(system, track)),
  );
  const wholeSystems = universe.filter((track) => systems.some((system) => isOf(system, track)));
  // A system of which there is but one AMI type goes by that type's name: "AL2" would say too much.
  const several = systems.every((system) => typesIn(universe, system).size > 1);
  if (wholeSystems.length === chosen.size && several) {
    // Every track that these systems have: a minor that one of them lacks needs no words.
    return `${systems.join(' and ')}, Kubernetes ${describeMinors([...new Set([...chosen].map(minorOf))])}`;
  }
  return rectangles(chosen)
    .map(({ types, minors }) => describeRectangle(types, minors, universe))
    .join('; ');
}

function isOf(system: OperatingSystem, track: Track): boolean {
  return operatingSystemOf(amiTypeOf(track)) === system;
}

function typesIn(tracks: readonly Track[], system: OperatingSystem): ReadonlySet<AmiType> {
  return new Set(tracks.filter((track) => isOf(system, track)).map(amiTypeOf));
}

/** Minors as people write them: consecutive ones as a range, `1.23–1.30, 1.32`. */
export function describeMinors(minors: readonly Minor[]): string {
  const runs: { first: Minor; last: Minor }[] = [];
  for (const minor of [...minors].sort(compareMinors)) {
    const run = runs.at(-1);
    if (run !== undefined && follows(run.last, minor)) run.last = minor;
    else runs.push({ first: minor, last: minor });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(', ');
}

interface Rectangle {
  readonly types: readonly AmiType[];
  readonly minors: readonly Minor[];
}

/**
 * Covers the tracks by AMI types × minors, once grouped by equal minors and once by equal AMI types; the shorter wins.
 */
function rectangles(tracks: ReadonlySet<Track>): readonly Rectangle[] {
  const minorsOfType = Map.groupBy(tracks, amiTypeOf);
  const typesOfMinor = Map.groupBy(tracks, minorOf);
  const byType = [
    ...Map.groupBy(minorsOfType, ([, list]) => list.map(minorOf).sort(compareMinors).join()).values(),
  ].map(
    (group): Rectangle => ({
      types: group.map(([type]) => type),
      minors: (group[0]?.[1] ?? []).map(minorOf),
    }),
  );
  const byMinor = [
    ...Map.groupBy(typesOfMinor, ([, list]) => list.map(amiTypeOf).sort().join()).values(),
  ].map(
    (group): Rectangle => ({
      types: (group[0]?.[1] ?? []).map(amiTypeOf),
      minors: group.map(([minor]) => minor),
    }),
  );
  return byMinor.length < byType.length ? byMinor : byType;
}

function describeRectangle(
  types: readonly AmiType[],
  minors: readonly Minor[],
  universe: readonly Track[],
): string {
  const wanted = new Set(minors);
  const available = new Set(universe.filter((track) => wanted.has(minorOf(track))).map(amiTypeOf));
  return `${describeAmiTypes(types, available)}, Kubernetes ${describeMinors(minors)}`;
}

/** AMI types, folded to `AL2` or `AL2023 on arm64` where a whole operating system, or all of one architecture, is meant. */
function describeAmiTypes(types: readonly AmiType[], available: ReadonlySet<AmiType>): string {
  const chosen = new Set(types);
  const words: string[] = [];
  for (const system of ['AL2', 'AL2023'] satisfies OperatingSystem[]) {
    const mine = amiTypes.filter((type) => chosen.has(type) && operatingSystemOf(type) === system);
    const whole = [...available].filter((type) => operatingSystemOf(type) === system);
    if (mine.length === 0) continue;
    if (mine.length === whole.length && whole.length > 1) {
      words.push(system);
      continue;
    }
    const architectures = [...new Set(mine.map(architectureOf))];
    const [only] = architectures;
    const ofArchitecture = whole.filter((type) => architectureOf(type) === only);
    if (architectures.length === 1 && mine.length > 1 && mine.length === ofArchitecture.length) {
      words.push(`${system} on ${only}`);
    } else {
      words.push(...mine);
    }
  }
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('');
}

function follows(a: Minor, b: Minor): boolean {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA === majorB && minorB === (minorA ?? 0) + 1;
}
