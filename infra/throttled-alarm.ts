import { lambdaMetric, type Metric, sumAlarm } from './alarm.ts';
import { tableName } from './brought-along.ts';

/** What DynamoDB counts of the table. */
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

/**
 * Of the functions the feed's alone: the others are started again by their schedules, and have an alarm each for starts that
 * never were.
 */
export const throttledAlarm = sumAlarm(
  'throttled',
  'AWS refuses calls of the table or starts of the feed because there are too many.',
  [tableMetric('ReadThrottleEvents'), tableMetric('WriteThrottleEvents'), lambdaMetric('Feed', 'Throttles')],
  300,
);
