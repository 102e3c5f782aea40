import { alarms } from '../../infra/alarms.ts';
import { dashboard } from '../../infra/dashboard.ts';
import { measures } from '../../shared/aws/measures.ts';

/** What costs the same whatever is watched. */
export interface FixedParts {
  readonly alarms: number;
  /** What they are billed by: each metric that an alarm looks at counts. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** Numbers that functions count, without the heartbeat. */
  readonly measures: number;
}

/** Counts them where they are written. */
export function fixedParts(): FixedParts {
  const all = Object.values(alarms).map(({ Properties }) => metricsOf(Properties));
  return {
    alarms: all.length,
    alarmMetrics: all.reduce((sum, count) => sum + count, 0),
    dashboards: [dashboard].length,
    measures: Object.keys(measures).length - 1,
  };
}

function metricsOf(properties: Readonly<Record<string, unknown>>): number {
  const { Metrics } = properties;
  return Array.isArray(Metrics) ? Metrics.filter((one) => 'MetricStat' in one).length : 1;
}
