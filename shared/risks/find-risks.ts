import type { Change } from '../changes/change.ts';
import type { PackageName } from '../packages/canonical.ts';
import { compareTracks, type Track } from '../parameters/track.ts';
import type { Move, Raised, Risk, RiskSeverity, Rule } from './risk.ts';
import { type RiskSettings, rules } from './rules.ts';

/** What a rule raises of a package on one track, before it is known whether it is explained. */
export interface Candidate {
  readonly track: Track;
  readonly package: PackageName;
  readonly severity: RiskSeverity;
  /** `undefined` where the package did not move. */
  readonly change: Change | undefined;
}

/** Whether a known behaviour change says what this move does: then nobody needs a general rule. */
export type IsExplained = (candidate: Candidate) => boolean;

/** What the general rules raise of these moves, equal risks together over the tracks, in the order of the rules. */
export function findRisks(
  moves: readonly Move[],
  isExplained: IsExplained,
  settings: RiskSettings = {},
): readonly Risk[] {
  return rules.flatMap((rule: Rule<(typeof rules)[number]['id']>) => {
    const severity = settings[rule.id] ?? rule.severity;
    return severity === 'off' ? [] : risksOf(rule, severity, moves, isExplained);
  });
}

interface Member {
  readonly move: Move;
  readonly raised: Raised;
}

function risksOf(
  rule: Rule,
  severity: RiskSeverity,
  moves: readonly Move[],
  isExplained: IsExplained,
): readonly Risk[] {
  const members = moves.flatMap((move): Member[] =>
    rule.raise(move).flatMap((raised) => {
      const name = packageOf(raised);
      const isKnown =
        name !== undefined &&
        isExplained({ track: move.track, package: name, severity, change: raised.change });
      return isKnown ? [] : [{ move, raised }];
    }),
  );
  return [...Map.groupBy(members, ({ raised }) => raised.reason)].map(([reason, group]) => ({
    rule: rule.id,
    package: group.map(({ raised }) => packageOf(raised))[0],
    reason,
    severity,
    tracks: group.map(({ move }) => move.track).sort(compareTracks),
    readMore: [...new Set(group.flatMap(({ move, raised }) => rule.readMore(raised, move)))],
  }));
}

function packageOf({ change, package: name }: Raised): PackageName | undefined {
  return change?.package ?? name;
}
