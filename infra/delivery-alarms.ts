import { countAlarm, lambdaMetric, measureOf, silenceAlarm } from './alarm.ts';

/** What is said once an hour is one alarm, and not one an hour. */
const forAnHour = { periodS: 300, periods: 13 };

export const deliverStoppedAlarm = silenceAlarm(
  'deliver-stopped',
  'Deliveries have not run for 15 minutes.',
  lambdaMetric('Deliver', 'Invocations'),
  900,
);

export const deliverFailedAlarm = countAlarm(
  'deliver-failed',
  'A run of deliveries failed, or a route is wrong.',
  { metric: lambdaMetric('Deliver', 'Errors'), ...forAnHour },
);

export const deliveryRefusedAlarm = countAlarm(
  'delivery-refused',
  'The other side of a route takes an announcement, or anything, no more.',
  { metric: measureOf('Deliver', 'DeliveriesRefused'), periodS: 300 },
);

export const deliveriesOverdueAlarm = countAlarm('deliveries-overdue', 'A delivery has failed for an hour.', {
  metric: measureOf('Deliver', 'DeliveriesOverdue'),
  ...forAnHour,
});

export const deadLettersAlarm = countAlarm('dead-letters', 'Messages for deliveries could not be read.', {
  metric: {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['DeliverDeadLetters', 'QueueName'] } }],
  },
  statistic: 'Maximum',
  periodS: 300,
});
