import type { Measure } from '../shared/aws/measures.ts';
import type { Resource } from './resource.ts';

/** A function's name in the template: `Poll` of `PollLambdaFunction`. */
export type FunctionName = 'Poll' | 'Deliver' | 'Digest' | 'Feed' | 'Account';

/** Where CloudWatch has a number. */
export interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

export function dimensionsOf(name: FunctionName): Metric['Dimensions'] {
  return [{ Name: 'FunctionName', Value: { Ref: `${name}LambdaFunction` } }];
}

/** What Lambda counts of a function. */
export function lambdaMetric(name: FunctionName, metric: 'Invocations' | 'Errors' | 'Throttles'): Metric {
  return { Namespace: 'AWS/Lambda', MetricName: metric, Dimensions: dimensionsOf(name) };
}

/** What a function counts itself, in lines of its log. */
export function measureOf(name: FunctionName, measure: Measure): Metric {
  return { Namespace: 'amiwatch', MetricName: measure, Dimensions: dimensionsOf(name) };
}

/** Alarms are named like the section of docs/runbook.md that says what to do. */
function named(section: string, description: string, properties: Record<string, unknown>) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      // Service and stage are filled in by the deployment.
      AlarmName: `\${self:service}-\${sls:stage}-${section}`,
      AlarmDescription: `${description} See docs/runbook.md#${section}.`,
      AlarmActions: [{ Ref: 'OperatorsTopic' }],
      OKActions: [{ Ref: 'OperatorsTopic' }],
      ...properties,
    },
  } satisfies Resource;
}

/** How often and for how long it has to be so. `periodS` is in seconds. */
export interface Watch {
  readonly metric: Metric;
  readonly periodS: number;
  /** Periods that are looked at, and how many of them have to be bad; one when they are missing. */
  readonly periods?: number;
  readonly bad?: number;
  readonly least?: number;
  readonly statistic?: 'Maximum';
}

/** Rings when something is counted that should not be. What is not counted is well. */
export function countAlarm(section: string, description: string, watch: Watch) {
  const { bad = 1, least = 1, metric, periodS, periods = 1, statistic = 'Sum' } = watch;
  return named(section, description, {
    ...metric,
    Statistic: statistic,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: least,
    Period: periodS,
    EvaluationPeriods: periods,
    DatapointsToAlarm: bad,
    TreatMissingData: 'notBreaching',
  });
}

/** Rings when nothing is counted: what does not run reports no number at all, so missing data is the alarm. */
export function silenceAlarm(
  section: string,
  description: string,
  metric: Metric,
  periodS: number,
  periods = 1,
) {
  return named(section, description, {
    ...metric,
    Statistic: 'Sum',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: periodS,
    EvaluationPeriods: periods,
    TreatMissingData: 'breaching',
  });
}

/** Rings when any of several metrics counts something. AWS bills such an alarm for each of them. */
export function sumAlarm(section: string, description: string, metrics: readonly Metric[], periodS: number) {
  return named(section, description, {
    Metrics: [
      { Id: 'all', Expression: 'SUM(METRICS())', Label: section, ReturnData: true },
      ...metrics.map((Metric, index) => ({
        Id: `m${index}`,
        MetricStat: { Metric, Period: periodS, Stat: 'Sum' },
        ReturnData: false,
      })),
    ],
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
}
