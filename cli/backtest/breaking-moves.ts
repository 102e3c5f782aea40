import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import type { PackageName } from '../../shared/packages/canonical.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { Report } from '../../shared/report/report.ts';
import { share } from './accuracy.ts';
import type { Replayed } from './replay-history.ts';

/** A package's move that is known to have broken nodes: the same move counts once, however many entries speak of it. */
export interface BreakingMove {
  readonly release: ReleaseTag;
  readonly package: PackageName;
  readonly tracks: readonly Track[];
  readonly behaviourChanges: readonly string[];
}

/** Every move of a package that introduced a breaking behaviour change by its version. */
export function breakingMoves(
  replayed: readonly Replayed[],
  entries: readonly BehaviourChange[],
): readonly BreakingMove[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return replayed.flatMap(({ report }) => {
    const met = report.findings
      .filter(({ direction, severity }) => direction === 'introduced' && severity === 'breaking')
      .flatMap(({ behaviourChange, tracks }) =>
        packagesOf(byId.get(behaviourChange))
          .map((name) => ({ behaviourChange, name, tracks: movedTracks(report, name, tracks) }))
          .filter((move) => move.tracks.length > 0),
      );
    return [...Map.groupBy(met, ({ name }) => name)].map(([name, group]) => ({
      release: report.release,
      package: name,
      tracks: [...new Set(group.flatMap(({ tracks }) => tracks))],
      behaviourChanges: [...new Set(group.map(({ behaviourChange }) => behaviourChange))],
    }));
  });
}

/** Whether a risk that is told names the package on every track of the move. */
export function isRaised(move: BreakingMove, report: Pick<Report, 'risks'>): boolean {
  const told = report.risks.filter(
    (risk) => risk.severity !== 'routine' && (risk.package === undefined || risk.package === move.package),
  );
  const tracks = new Set(told.flatMap((risk) => risk.tracks));
  return move.tracks.every((track) => tracks.has(track));
}

/** The moves that the general rules alone raise, with every entry switched off. */
export function leaveAllOut(
  moves: readonly BreakingMove[],
  replayed: readonly Replayed[],
): { readonly recall: number; readonly missed: readonly BreakingMove[] } {
  const bare = new Map(replayed.map((one) => [one.report.release, one.bare]));
  const missed = moves.filter((move) => {
    const report = bare.get(move.release);
    return report === undefined || !isRaised(move, report);
  });
  return { recall: share(moves.length - missed.length, moves.length), missed };
}

/** The first arrival of each move: AWS brings one move to its tracks release by release. */
export function distinctMoves(moves: readonly BreakingMove[]): readonly BreakingMove[] {
  return moves.filter(
    (move, index) =>
      !moves
        .slice(0, index)
        .some(
          (earlier) =>
            earlier.package === move.package &&
            earlier.behaviourChanges.some((id) => move.behaviourChanges.includes(id)),
        ),
  );
}

/**
 * Each breaking entry of a package switched off in turn: its moves that a general rule raises then, or that another
 * breaking entry's finding still names: what is of less weight wakes nobody.
 */
export function leaveOneOut(
  moves: readonly BreakingMove[],
  replayed: readonly Replayed[],
  entries: readonly BehaviourChange[],
): { readonly recall: number; readonly missed: readonly string[] } {
  const recorded = new Map(replayed.map((one) => [one.report.release, one.recorded]));
  const tried = moves.flatMap((move) => move.behaviourChanges.map((id) => ({ move, id })));
  const missed = tried.filter(({ move, id }) => {
    const input = recorded.get(move.release)?.input;
    if (input === undefined) return true;
    const others = entries.filter((entry) => entry.id !== id);
    const report = buildReport(input, others);
    return !isRaised(move, report) && !isNamed(move, report, others);
  });
  return {
    recall: share(tried.length - missed.length, tried.length),
    missed: missed.map(({ move, id }) => `${id} in ${move.release}`),
  };
}

function isNamed(move: BreakingMove, report: Report, entries: readonly BehaviourChange[]): boolean {
  const naming = new Set(
    entries.filter((entry) => packagesOf(entry).includes(move.package)).map(({ id }) => id),
  );
  const named = report.findings.filter(
    ({ behaviourChange, direction, severity }) =>
      direction === 'introduced' && severity === 'breaking' && naming.has(behaviourChange),
  );
  const tracks = new Set(named.flatMap((finding) => finding.tracks));
  return move.tracks.every((track) => tracks.has(track));
}

function packagesOf(entry: BehaviourChange | undefined): readonly PackageName[] {
  return (entry?.affected ?? []).flatMap((place) => ('package' in place ? [place.package] : []));
}

/** The tracks on which the package moved: an entry with several packages comes in by one of them. */
function movedTracks(report: Report, name: PackageName, tracks: readonly Track[]): readonly Track[] {
  const moved = new Set(
    report.changes.filter((change) => change.package === name).flatMap((change) => change.tracks),
  );
  return tracks.filter((track) => moved.has(track));
}
