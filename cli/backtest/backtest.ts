import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { type Accuracy, accuracyOf, share } from './accuracy.ts';
import { alertsByYear, alertsPerMonthMedian, median, type YearOfAlerts } from './alerts.ts';
import {
  type BreakingMove,
  breakingMoves,
  distinctMoves,
  leaveAllOut,
  leaveOneOut,
} from './breaking-moves.ts';
import type { Expectation } from './expectations.ts';
import { type LeadTime, leadTimes } from './lead-time.ts';
import type { RecordedInput } from './recorded-inputs.ts';
import { type BacktestFinding, findingsOf, replayHistory } from './replay-history.ts';
import { type RulePoint, tradeOff } from './trade-off.ts';

/** Years over which the median of alerts is taken: the ones that are recorded whole and have all AMI types. */
const medianYears = ['2024', '2025'];

/** Every number of the backtest, and the lists behind them. docs/backtest.md says what each one means. */
export interface Backtest extends Accuracy {
  readonly releases: number;
  readonly entries: number;
  readonly leaveAllOutRecall: number;
  readonly leaveAllOutMissed: readonly BreakingMove[];
  /** The moves that broke nodes, each by its first arrival alone. */
  readonly distinctMoves: readonly BreakingMove[];
  readonly distinctRecall: number;
  readonly leaveOneOutRecall: number;
  readonly leaveOneOutMissed: readonly string[];
  readonly breakingMoves: readonly BreakingMove[];
  /** Share of releases with an unreviewed risk, every entry switched off; and with the whole knowledge base. */
  readonly flaggedShare: number;
  readonly flaggedShareWithEntries: number;
  /** By year, both shares. */
  readonly flaggedByYear: readonly {
    readonly year: string;
    readonly bare: number;
    readonly withEntries: number;
  }[];
  readonly alertsPerMonthMedian: number;
  readonly alertsByYear: readonly YearOfAlerts[];
  readonly tradeOff: readonly RulePoint[];
  readonly leadTimeDaysMedian: number;
  readonly leadTimes: readonly LeadTime[];
  readonly findings: readonly BacktestFinding[];
}

/** Replays the recorded history and measures it. Pure: the same history, entries and table give the same numbers. */
export function backtest(
  inputs: readonly RecordedInput[],
  entries: readonly BehaviourChange[],
  expectations: readonly Expectation[],
  step?: (done: number) => void,
): Backtest {
  const replayed = replayHistory(inputs, entries, step);
  const findings = findingsOf(replayed);
  const moves = breakingMoves(replayed, entries);
  const withoutEntries = leaveAllOut(moves, replayed);
  const withoutOne = leaveOneOut(moves, replayed, entries);
  const leads = leadTimes(entries, findings);
  const distinct = distinctMoves(moves);
  const flagged = (version: 'report' | 'bare', list = replayed) =>
    list.filter((one) => one[version].risks.some(({ severity }) => severity !== 'routine')).length;
  const years = Map.groupBy(replayed, ({ report }) => report.detectedAt.slice(0, 4));
  return {
    releases: replayed.length,
    entries: entries.length,
    ...accuracyOf(findings, expectations),
    leaveAllOutRecall: withoutEntries.recall,
    leaveAllOutMissed: withoutEntries.missed,
    distinctMoves: distinct,
    distinctRecall: leaveAllOut(distinct, replayed).recall,
    leaveOneOutRecall: withoutOne.recall,
    leaveOneOutMissed: withoutOne.missed,
    breakingMoves: moves,
    flaggedShare: share(flagged('bare'), replayed.length),
    flaggedShareWithEntries: share(flagged('report'), replayed.length),
    flaggedByYear: [...years].map(([year, list]) => ({
      year,
      bare: share(flagged('bare', list), list.length),
      withEntries: share(flagged('report', list), list.length),
    })),
    alertsPerMonthMedian: alertsPerMonthMedian(replayed, medianYears),
    alertsByYear: alertsByYear(replayed),
    tradeOff: tradeOff(replayed, moves),
    leadTimeDaysMedian: median(leads.map(({ days }) => days)),
    leadTimes: leads,
    findings,
  };
}
