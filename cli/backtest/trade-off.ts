import { type RuleId, rules } from '../../shared/risks/rules.ts';
import { share } from './accuracy.ts';
import { type BreakingMove, isRaised } from './breaking-moves.ts';
import type { Replayed } from './replay-history.ts';

/** What a rule buys, and what it costs. */
export interface RulePoint {
  readonly rule: RuleId;
  /** Whether its risks are told by default; others are in the report and wake nobody. */
  readonly told: boolean;
  /** The rule alone: share of the known breaking moves that it raises, and of the releases that it flags. */
  readonly recall: number;
  readonly flagged: number;
  /** Added to the rules above it in the table, those that buy most first. */
  readonly cumulativeRecall: number;
  readonly cumulativeFlagged: number;
}

/** Recall against the share of releases flagged, with every entry switched off: each rule alone, and one after the other. */
export function tradeOff(
  replayed: readonly Replayed[],
  moves: readonly BreakingMove[],
): readonly RulePoint[] {
  const measure = (chosen: ReadonlySet<string>) => measureRules(replayed, moves, chosen);
  const left = new Set<(typeof rules)[number]>(rules);
  const chosen = new Set<string>();
  const points: RulePoint[] = [];
  while (left.size > 0) {
    const best = [...left]
      .map((rule) => ({ rule, added: measure(new Set([...chosen, rule.id])) }))
      .sort((a, b) => b.added.recall - a.added.recall || a.added.flagged - b.added.flagged)[0];
    if (best === undefined) break;
    const { added, rule } = best;
    const alone = measure(new Set([rule.id]));
    points.push({
      rule: rule.id,
      told: rule.severity !== 'routine',
      recall: alone.recall,
      flagged: alone.flagged,
      cumulativeRecall: added.recall,
      cumulativeFlagged: added.flagged,
    });
    chosen.add(rule.id);
    left.delete(rule);
  }
  return points;
}

/** The share of releases on which these rules raise something, and of the known breaking moves that they raise. */
function measureRules(
  replayed: readonly Replayed[],
  moves: readonly BreakingMove[],
  chosen: ReadonlySet<string>,
): { readonly recall: number; readonly flagged: number } {
  const raised = new Map(
    replayed.map(({ bare }) => [
      bare.release,
      bare.risks
        .filter(({ rule }) => chosen.has(rule))
        .map((risk) => ({ ...risk, severity: 'unreviewed' as const })),
    ]),
  );
  const flagged = [...raised.values()].filter((risks) => risks.length > 0).length;
  const found = moves.filter((move) => isRaised(move, { risks: raised.get(move.release) ?? [] }));
  return { recall: share(found.length, moves.length), flagged: share(flagged, replayed.length) };
}
