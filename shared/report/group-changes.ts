import type { Change, ChangeKind } from '../changes/change.ts';
import type { PackageName } from '../packages/canonical.ts';
import { compareText } from '../packages/reading.ts';
import type { SourceId } from '../packages/source.ts';
import type { ChangeLevel } from '../packages/version.ts';
import { compareTracks, type Track } from '../parameters/track.ts';

/** The builds behind a group: the whole version strings, who says them, and the tracks of which just this is said. */
export interface Build {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** `undefined` where no source says anything of the package. */
  readonly fromSource?: SourceId | undefined;
  readonly toSource?: SourceId | undefined;
  readonly tracks: readonly Track[];
}

/** One line of a report: the same thing happened to a package on all these tracks. */
export interface ChangeGroup {
  readonly package: PackageName;
  readonly kind: ChangeKind;
  readonly level: ChangeLevel | undefined;
  /** Upstream versions, `1.7.11`, since the builds differ by operating system; whole versions where only the build moved. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly tracks: readonly Track[];
  readonly builds: readonly Build[];
}

/** Changes by track → the fewest lines that stay true: tracks share a line only when the line says the same of each. */
export function groupChanges(changes: ReadonlyMap<Track, readonly Change[]>): readonly ChangeGroup[] {
  const members = [...changes].flatMap(([track, list]) => list.map((change) => ({ track, change })));
  const groups = Map.groupBy(members, ({ change }) => lineKey(change)).values();
  return [...groups].map(toGroup).sort(compareGroups);
}

/** The inverse of grouping: what each track's line says, in whole versions. */
export function ungroupChanges(
  groups: readonly ChangeGroup[],
): ReadonlyMap<Track, readonly { package: PackageName; from: string | undefined; to: string | undefined }[]> {
  const lines = groups.flatMap((group) =>
    group.builds.flatMap(({ from, to, tracks }) =>
      tracks.map((track) => ({ track, line: { package: group.package, from, to } })),
    ),
  );
  const byTrack = Map.groupBy(lines, ({ track }) => track);
  return new Map([...byTrack].map(([track, list]) => [track, list.map(({ line }) => line)]));
}

interface Member {
  readonly track: Track;
  readonly change: Change;
}

function shown(change: Change): { from: string | undefined; to: string | undefined } {
  const whole = change.kind === 'rebuilt';
  return {
    from: whole ? change.before?.text : change.before?.upstream,
    to: whole ? change.after?.text : change.after?.upstream,
  };
}

function lineKey(change: Change): string {
  const { from, to } = shown(change);
  return JSON.stringify([change.package, change.kind, change.level, from, to]);
}

function toGroup(members: readonly Member[]): ChangeGroup {
  const [first] = members;
  if (first === undefined) throw new RangeError('A group of changes has at least one member.');
  const { package: name, kind, level } = first.change;
  const builds = Map.groupBy(members, ({ change }) =>
    JSON.stringify([change.before?.text, change.after?.text, change.beforeSource, change.afterSource]),
  );
  return {
    package: name,
    kind,
    level,
    ...shown(first.change),
    tracks: tracksOf(members),
    builds: [...builds.values()].map(toBuild).sort((a, b) => compareTracks(lead(a), lead(b))),
  };
}

function toBuild(members: readonly Member[]): Build {
  const change = members[0]?.change;
  return {
    from: change?.before?.text,
    to: change?.after?.text,
    fromSource: change?.beforeSource,
    toSource: change?.afterSource,
    tracks: tracksOf(members),
  };
}

function tracksOf(members: readonly Member[]): readonly Track[] {
  return members.map(({ track }) => track).sort(compareTracks);
}

function lead(build: Build): Track {
  const [track] = build.tracks;
  if (track === undefined) throw new RangeError('A build has at least one track.');
  return track;
}

/** The further a package moved, the further up it stands; then the more tracks it concerns. */
const weight: Readonly<Record<ChangeLevel, number>> = { line: 0, major: 1, minor: 2, patch: 4, rebuild: 7 };
const kindWeight: Readonly<Record<ChangeKind, number>> = {
  downgraded: 1,
  upgraded: 4,
  removed: 3,
  added: 3,
  rebuilt: 7,
  'no-longer-reported': 8,
  'now-reported': 9,
};

function rank({ kind, level }: ChangeGroup): number {
  return level === undefined ? kindWeight[kind] : Math.min(weight[level], kindWeight[kind]);
}

function compareGroups(a: ChangeGroup, b: ChangeGroup): number {
  return (
    rank(a) - rank(b) ||
    b.tracks.length - a.tracks.length ||
    compareText(a.package, b.package) ||
    compareText(lineKeyOf(a), lineKeyOf(b))
  );
}

function lineKeyOf(group: ChangeGroup): string {
  return `${group.kind} ${group.from ?? ''} ${group.to ?? ''}`;
}
