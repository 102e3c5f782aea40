import { isListed, lineSegments, type PackageName } from '../packages/canonical.ts';
import type { TrackPackages } from '../packages/packages.ts';
import type { SourceId } from '../packages/source.ts';
import { type ChangeLevel, compareVersions, levelOf, type Version } from '../packages/version.ts';

/**
 * What happened to a package between two releases of one track. `added` and `removed` are what the source says in so
 * many words; where it merely began or stopped to speak of a package, that is `now-reported` or `no-longer-reported`.
 * `rebuilt` is any move that leaves the upstream version alone, also one to or from a build that the source does not name.
 */
export type ChangeKind =
  | 'upgraded'
  | 'downgraded'
  | 'rebuilt'
  | 'added'
  | 'removed'
  | 'now-reported'
  | 'no-longer-reported';

export interface Change {
  readonly package: PackageName;
  readonly kind: ChangeKind;
  /** How far the upstream version moved; only where there is a version on both sides. */
  readonly level: ChangeLevel | undefined;
  readonly before: Version | undefined;
  readonly after: Version | undefined;
  /** Who says what was before; `undefined` where nobody says anything. */
  readonly beforeSource: SourceId | undefined;
  readonly afterSource: SourceId | undefined;
}

/** The changes of one track, ordered by package name. Nothing known on both sides is no change; unlisted packages have none. */
export function changesBetween(before: TrackPackages, after: TrackPackages): readonly Change[] {
  return allChangesBetween(before, after).filter((change) => isListed(change.package));
}

/** The same with those of unlisted packages. */
export function allChangesBetween(before: TrackPackages, after: TrackPackages): readonly Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((name) => changeOf(name, before, after)).filter((change) => change !== undefined);
}

function changeOf(name: PackageName, before: TrackPackages, after: TrackPackages): Change | undefined {
  const from = before.get(name)?.version;
  const to = after.get(name)?.version;
  const sources = { beforeSource: before.get(name)?.source, afterSource: after.get(name)?.source };
  if (from !== undefined && to !== undefined) {
    const move = moved(name, from, to);
    return move && { ...move, ...sources };
  }
  const change = { package: name, level: undefined, before: from, after: to, ...sources };
  if (to !== undefined) return { ...change, kind: before.has(name) ? 'added' : 'now-reported' };
  if (from !== undefined) return { ...change, kind: after.has(name) ? 'removed' : 'no-longer-reported' };
  return undefined;
}

type Move = Omit<Change, 'beforeSource' | 'afterSource'>;

function moved(name: PackageName, before: Version, after: Version): Move | undefined {
  if (isSame(before, after)) return undefined;
  const level = levelOf(before, after, lineSegments(name));
  const upstreamMoved = level !== 'rebuild';
  const kind = !upstreamMoved ? 'rebuilt' : compareVersions(before, after) < 0 ? 'upgraded' : 'downgraded';
  return { package: name, kind, level, before, after };
}

/** Sources write one and the same build in several ways: with an architecture, with the epoch 0, `-ce` or `ce`. */
function isSame(a: Version, b: Version): boolean {
  return compareVersions(a, b) === 0 && (a.release === undefined) === (b.release === undefined);
}
