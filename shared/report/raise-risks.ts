import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { decidingPackages } from '../behaviour/match.ts';
import type { Change } from '../changes/change.ts';
import type { CalloutKind, Reference } from '../packages/facts.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import { type Candidate, findRisks } from '../risks/find-risks.ts';
import type { Move, Risk } from '../risks/risk.ts';
import type { RiskSettings } from '../risks/rules.ts';
import type { TrackMove } from './find.ts';
import type { Finding } from './report.ts';
import { compareSeverities } from './severity.ts';

/** What the general rules look at beside the moves themselves. */
export interface Circumstances {
  readonly references?: readonly Reference[];
  /** By track, the releases that AWS took back between the one before and this one. */
  readonly withdrawnBetween?: ReadonlyMap<Track, readonly ReleaseTag[]>;
}

/** The unreviewed risks of these moves: what general rules raise, and no known behaviour change explains. */
export function raiseRisks(
  moves: readonly TrackMove[],
  changes: ReadonlyMap<Track, readonly Change[]>,
  circumstances: Circumstances,
  known: { readonly entries: readonly BehaviourChange[]; readonly findings: readonly Finding[] },
  settings: RiskSettings = {},
): readonly Risk[] {
  const explanations = explanationsOf(known.entries, known.findings, moves);
  const callouts = (circumstances.references ?? []).flatMap((reference): CalloutKind[] =>
    reference.kind === 'callout' ? [reference.callout] : [],
  );
  const compared = moves.flatMap(({ before, after }): Move[] => {
    if (before === undefined) return [];
    const { packages, release, track } = after;
    return [
      {
        track,
        from: before.release,
        to: release,
        changes: changes.get(track) ?? [],
        packages,
        withdrawn: circumstances.withdrawnBetween?.get(track) ?? [],
        callouts,
      },
    ];
  });
  return findRisks(
    compared,
    (candidate) =>
      explanations
        .get(`${candidate.track} ${candidate.package}`)
        ?.some((explanation) => explains(explanation, candidate)) ?? false,
    settings,
  );
}

/** A behaviour change that a package's move on a track brought or took back. */
interface Explanation {
  readonly direction: Finding['direction'];
  readonly severity: Finding['severity'];
  /** At least as many other tracks of the release have had it for longer: the move was raised when they made it. */
  readonly late: boolean;
}

type Explanations = ReadonlyMap<string, readonly Explanation[]>;

/** By track and package, the behaviour changes that came or went by that very package's move. */
function explanationsOf(
  entries: readonly BehaviourChange[],
  findings: readonly Finding[],
  moves: readonly TrackMove[],
): Explanations {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const moveOf = new Map(moves.map((move) => [move.after.track, move]));
  const explained = findings.flatMap(({ alreadyOn, behaviourChange, direction, severity, tracks }) => {
    const late = alreadyOn.length >= tracks.length;
    const entry = byId.get(behaviourChange);
    if (direction === 'carried' || entry === undefined) return [];
    return tracks.flatMap((track) => {
      const move = moveOf.get(track);
      if (move?.before === undefined) return [];
      return decidingPackages(entry, move.before, move.after, direction).map((name) => ({
        key: `${track} ${name}`,
        explanation: { direction, severity, late },
      }));
    });
  });
  const byPackage = Map.groupBy(explained, ({ key }) => key);
  return new Map([...byPackage].map(([key, list]) => [key, list.map(({ explanation }) => explanation)]));
}

/**
 * What came in explains a risk that is no graver than it: news of less than breaking weight says nothing of what else a
 * new major does. What a way back takes away explains the way back itself, if it was breaking: the reason is known. AWS
 * brings a driver line to two minors a week: of a move that an entry knows, only its first half is raised.
 */
function explains(
  { direction, late, severity }: Explanation,
  { change, severity: risk }: Candidate,
): boolean {
  if (direction === 'reverted') return severity === 'breaking' && change?.kind === 'downgraded';
  return (late && change?.kind === 'upgraded') || compareSeverities(severity, risk) <= 0;
}
