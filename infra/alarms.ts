import type { Resource } from './resource.ts';

/** Alarms are named like the section of docs/runbook.md that says what to do. */
export function alarm(section: string, description: string, properties: Record<string, unknown>) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      // Service and stage are filled in by the deployment.
      AlarmName: `\${self:service}-\${sls:stage}-${section}`,
      AlarmDescription: `${description} See docs/runbook.md#${section}.`,
      Namespace: 'AWS/Lambda',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'PollLambdaFunction' } }],
      Statistic: 'Sum',
      AlarmActions: [{ Ref: 'OperatorsTopic' }],
      OKActions: [{ Ref: 'OperatorsTopic' }],
      ...properties,
    },
  } satisfies Resource;
}

/** A function that does not run reports no number at all, so missing data is the alarm. 15 minutes are three polls. */
export const pollerStoppedAlarm = alarm('poller-stopped', 'No poll has run for 15 minutes.', {
  MetricName: 'Invocations',
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
  Period: 900,
  EvaluationPeriods: 1,
  TreatMissingData: 'breaching',
});

/**
 * One failed poll is enough: what is wrong with a release's notes is said by the one poll that reads them, and by no later
 * one. Calls that are merely throttled were tried six times by then.
 */
export const pollFailedAlarm = alarm('poll-failed', 'A poll failed, or left something undone.', {
  MetricName: 'Errors',
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold: 1,
  Period: 300,
  EvaluationPeriods: 1,
  TreatMissingData: 'notBreaching',
});
