import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import type { Change } from '../changes/change.ts';
import type { PackageName } from '../packages/canonical.ts';
import type { CalloutKind, Reference } from '../packages/facts.ts';
import type { ReleaseTag } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import { findRisks } from '../risks/find-risks.ts';
import type { Move, Risk } from '../risks/risk.ts';
import type { RiskSettings } from '../risks/rules.ts';
import type { TrackMove } from './find.ts';
import type { Finding } from './report.ts';

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
  const explained = explainedPackages(known.entries, known.findings);
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
  return findRisks(compared, (track, name) => explained.get(track)?.has(name) ?? false, settings);
}

/** By track, the packages of the behaviour changes that came or went there. */
function explainedPackages(
  entries: readonly BehaviourChange[],
  findings: readonly Finding[],
): ReadonlyMap<Track, ReadonlySet<PackageName>> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const explained = new Map<Track, Set<PackageName>>();
  for (const { behaviourChange, direction, tracks } of findings) {
    if (direction === 'carried') continue;
    const places = byId.get(behaviourChange)?.affected ?? [];
    const names = places.flatMap((place) => ('package' in place ? [place.package] : []));
    for (const track of tracks) explained.set(track, new Set([...(explained.get(track) ?? []), ...names]));
  }
  return explained;
}
