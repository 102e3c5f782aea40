import { alertSeverities } from '../../shared/announce/alert.ts';
import { severities } from '../../shared/report/severity.ts';
import type { Backtest } from './backtest.ts';
import { markdownTable, percent } from './table.ts';

/** The numbers of the backtest as tables: the README has the same ones. */
export function renderBacktest(result: Backtest): string {
  return [summaryOf(result), alertsOf(result), rulesOf(result)].join('\n\n');
}

function summaryOf(result: Backtest): string {
  const { breakingMoves, entries, leadTimeDaysMedian, leadTimes, releases, showable } = result;
  return markdownTable(
    [`${releases} releases, ${entries} behaviour changes`, 'measured'],
    [
      [
        `Recall: of ${showable} that the history can show, found on exactly their releases and tracks`,
        percent(result.recall),
      ],
      [
        'Precision: of their findings, on a release and track that their references support',
        percent(result.precision),
      ],
      [
        `Leave all out: of ${breakingMoves.length} breaking package moves, staggered arrivals counted, raised with every entry switched off`,
        percent(result.leaveAllOutRecall),
      ],
      [
        `… of its ${result.distinctMoves.length} distinct moves, each by its first arrival`,
        percent(result.distinctRecall),
      ],
      ['… and the releases flagged for it', percent(result.flaggedShare)],
      ['… with the entries on', percent(result.flaggedShareWithEntries)],
      ['Leave one out: still raised with the one entry switched off', percent(result.leaveOneOutRecall)],
      ['Alerts a month, median of 2024 and 2025', String(result.alertsPerMonthMedian)],
      [
        `From the release to the first public issue, days, median of ${leadTimes.length} that are dated`,
        String(leadTimeDaysMedian),
      ],
    ],
  );
}

function alertsOf({ alertsByYear, flaggedByYear }: Backtest): string {
  const used = severities.filter((severity) =>
    alertsByYear.some(({ perMonth }) => perMonth[severity] !== undefined),
  );
  const heading = (severity: string) =>
    (alertSeverities as readonly string[]).includes(severity) ? `${severity} (alert)` : severity;
  return markdownTable(
    ['Reports a month', ...used.map(heading), 'alerts', 'flagged, entries off', 'entries on'],
    alertsByYear.map(({ alertsPerMonth, perMonth, year }) => [
      year,
      ...used.map((severity) => (perMonth[severity] ?? 0).toFixed(1)),
      alertsPerMonth.toFixed(1),
      percent(flaggedByYear.find((one) => one.year === year)?.bare ?? 0),
      percent(flaggedByYear.find((one) => one.year === year)?.withEntries ?? 0),
    ]),
  );
}

function rulesOf({ tradeOff }: Backtest): string {
  return markdownTable(
    ['Rule', 'alone: recall', 'flagged', 'with those above: recall', 'flagged'],
    tradeOff.map((point) => [
      point.told ? point.rule : `${point.rule} (off the alert route)`,
      percent(point.recall),
      percent(point.flagged),
      percent(point.cumulativeRecall),
      percent(point.cumulativeFlagged),
    ]),
  );
}
