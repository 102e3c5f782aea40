import { countAlarm, type Metric } from './alarm.ts';

/** What API Gateway counts of the HTTP API: the function's own 503 as well as what it could not answer at all. */
export function apiMetric(metric: '4xx' | '5xx' | 'Count' | 'Latency'): Metric {
  return {
    Namespace: 'AWS/ApiGateway',
    MetricName: metric,
    Dimensions: [{ Name: 'ApiId', Value: { Ref: 'HttpApi' } }],
  };
}

/** A single one can be a start that took too long; ten minutes of them are none. */
export const feedErrorsAlarm = countAlarm('feed-errors', 'The feed answers requests with errors.', {
  metric: apiMetric('5xx'),
  periodS: 300,
  periods: 2,
  bad: 2,
});
