import { alarm } from './alarms.ts';
import type { Resource } from './resource.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: service and stage are filled in by the deployment.
const namespace = '${self:service}-${sls:stage}';

/** Counts lines of the log. A metric that nothing is counted for costs nothing, and its alarm is quiet. */
function counting(metric: string, terms: readonly string[]) {
  return {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: { Ref: 'DeliverLogGroup' },
      FilterPattern: terms.map((term) => `?"${term}"`).join(' '),
      MetricTransformations: [{ MetricName: metric, MetricNamespace: namespace, MetricValue: '1' }],
    },
  } satisfies Resource;
}

const ofDeliver = { Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'DeliverLambdaFunction' } }] };
const any = {
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold: 1,
  Period: 300,
  TreatMissingData: 'notBreaching',
};
/** What is said once an hour is one alarm, and not one an hour. */
const forAnHour = { EvaluationPeriods: 13, DatapointsToAlarm: 1 };

export const deliverStoppedAlarm = alarm('deliver-stopped', 'Deliveries have not run for 15 minutes.', {
  ...ofDeliver,
  MetricName: 'Invocations',
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
  Period: 900,
  EvaluationPeriods: 1,
  TreatMissingData: 'breaching',
});

export const deliverFailedAlarm = alarm(
  'deliver-failed',
  'A run of deliveries failed, or a route is wrong.',
  {
    ...ofDeliver,
    ...any,
    ...forAnHour,
    MetricName: 'Errors',
  },
);

export const deliveryRefusedFilter = counting('delivery-refused', ['delivery-refused', 'route-refused']);

export const deliveryRefusedAlarm = alarm(
  'delivery-refused',
  'The other side of a route takes an announcement, or anything, no more.',
  {
    ...any,
    EvaluationPeriods: 1,
    Namespace: namespace,
    MetricName: 'delivery-refused',
    Dimensions: [],
  },
);

export const deliveriesOverdueFilter = counting('deliveries-overdue', ['delivery-overdue']);

export const deliveriesOverdueAlarm = alarm('deliveries-overdue', 'A delivery has failed for an hour.', {
  ...any,
  ...forAnHour,
  Namespace: namespace,
  MetricName: 'deliveries-overdue',
  Dimensions: [],
});

export const deadLettersAlarm = alarm('dead-letters', 'Messages for deliveries could not be read.', {
  ...any,
  EvaluationPeriods: 1,
  Namespace: 'AWS/SQS',
  MetricName: 'ApproximateNumberOfMessagesVisible',
  Statistic: 'Maximum',
  Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeliverDeadLetters', 'QueueName'] } }],
});
