import { alarm } from './alarms.ts';

const Dimensions = [{ Name: 'FunctionName', Value: { Ref: 'DigestLambdaFunction' } }];

/** A list that fails does so every hour until it is mended, and the alarm stands as long. */
export const digestFailedAlarm = alarm('digest-failed', 'A list did not get its digest.', {
  Dimensions,
  MetricName: 'Errors',
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold: 1,
  Period: 3600,
  EvaluationPeriods: 1,
  TreatMissingData: 'notBreaching',
});

/** Three runs that never were: missing data is the alarm. */
export const digestsStoppedAlarm = alarm(
  'digests-stopped',
  'No digests have been looked at for three hours.',
  {
    Dimensions,
    MetricName: 'Invocations',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 10_800,
    EvaluationPeriods: 1,
    TreatMissingData: 'breaching',
  },
);
