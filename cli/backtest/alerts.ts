import { alertsByDefault } from '../../shared/announce/alert.ts';
import { type ReportSeverity, severities } from '../../shared/report/severity.ts';
import type { Replayed } from './replay-history.ts';

/** How much a route hears in a year. */
export interface YearOfAlerts {
  readonly year: string;
  readonly releases: number;
  /** Months of the year that the history covers. */
  readonly months: number;
  /** By severity, reports a month. */
  readonly perMonth: Readonly<Partial<Record<ReportSeverity, number>>>;
  /** Reports a month that go to the default alert route. */
  readonly alertsPerMonth: number;
}

/** How often each severity and the default alert route speak, by year. A release taken back alerts twice: when it came, if it did, and when it went. */
export function alertsByYear(replayed: readonly Replayed[]): readonly YearOfAlerts[] {
  const months = monthsOf(replayed);
  return [...Map.groupBy(replayed, ({ report }) => report.detectedAt.slice(0, 4))].map(([year, list]) => {
    const covered = months.filter((month) => month.startsWith(year)).length;
    const counts = severities.flatMap((severity) => {
      const count = list.filter(({ report }) => report.severity === severity).length;
      return count === 0 ? [] : [[severity, count / covered] as const];
    });
    const alerts = list.reduce((sum, one) => sum + alertsOf(one), 0);
    return {
      year,
      releases: list.length,
      months: covered,
      perMonth: Object.fromEntries(counts),
      alertsPerMonth: alerts / covered,
    };
  });
}

/** The median over the months of these years, quiet ones included. */
export function alertsPerMonthMedian(replayed: readonly Replayed[], years: readonly string[]): number {
  const counts = monthsOf(replayed)
    .filter((month) => years.includes(month.slice(0, 4)))
    .map((month) =>
      replayed
        .filter(({ report }) => report.detectedAt.startsWith(month))
        .reduce((sum, one) => sum + alertsOf(one), 0),
    );
  return median(counts);
}

/** The middle one, or the mean of the two in the middle; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function alertsOf({ recorded, report }: Replayed): number {
  const came = report.baseline
    ? 0
    : Number(alertsByDefault({ kind: 'new-release', severity: report.severity }));
  const went = Number(
    recorded.withdrawn !== undefined && alertsByDefault({ kind: 'withdrawn', severity: report.severity }),
  );
  return came + went;
}

/** Every month from the first recorded release to the last, `2024-08`. */
function monthsOf(replayed: readonly Replayed[]): readonly string[] {
  const first = replayed[0]?.report.detectedAt.slice(0, 7);
  const last = replayed.at(-1)?.report.detectedAt.slice(0, 7);
  if (first === undefined || last === undefined) return [];
  const months: string[] = [];
  for (let month = first; month <= last; month = after(month)) months.push(month);
  return months;
}

function after(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
