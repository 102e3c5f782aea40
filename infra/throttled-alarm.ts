import { lambdaMetric, type Metric, sumAlarm } from './alarm.ts';
import { tableName } from './brought-along.ts';
import { openWorkIndex } from './table.ts';

/** What DynamoDB counts of the table, without its index. */
export function tableMetric(
  metric:
    | 'ReadThrottleEvents'
    | 'WriteThrottleEvents'
    | 'ConsumedReadCapacityUnits'
    | 'ConsumedWriteCapacityUnits',
): Metric {
  return {
    Namespace: 'AWS/DynamoDB',
    MetricName: metric,
    Dimensions: [{ Name: 'TableName', Value: tableName }],
  };
}

/** The index is counted by itself: writes that it refuses make the table refuse them too. */
function indexMetric(metric: 'ReadThrottleEvents' | 'WriteThrottleEvents'): Metric {
  const { Dimensions, ...rest } = tableMetric(metric);
  return {
    ...rest,
    Dimensions: [...Dimensions, { Name: 'GlobalSecondaryIndexName', Value: openWorkIndex }],
  };
}

export const throttledMetrics: readonly Metric[] = [
  tableMetric('ReadThrottleEvents'),
  tableMetric('WriteThrottleEvents'),
  indexMetric('ReadThrottleEvents'),
  indexMetric('WriteThrottleEvents'),
  lambdaMetric('Feed', 'Throttles'),
];

/**
 * Of the functions the feed's alone: the others are started again by their schedules, and have an alarm each for starts that
 * never were.
 */
export const throttledAlarm = sumAlarm(
  'throttled',
  'AWS refuses calls of the table, of its index or starts of the feed because there are too many.',
  throttledMetrics,
  300,
);
