import { countAlarm, lambdaMetric, silenceAlarm } from './alarm.ts';

/** The next run is a day away, and the alarm stands until one goes well. */
const accountFailedAlarm = countAlarm(
  'account-failed',
  'Node groups of the account could not be read, or not be kept.',
  { metric: lambdaMetric('Account', 'Errors'), periodS: 86_400 },
);

/** Two days: a run can be seconds late, and miss its day by them. */
const accountStoppedAlarm = silenceAlarm(
  'account-stopped',
  'The node groups of the account have not been looked at for two days.',
  lambdaMetric('Account', 'Invocations'),
  86_400,
  2,
);

export const accountAlarms = {
  AccountFailedAlarm: accountFailedAlarm,
  AccountStoppedAlarm: accountStoppedAlarm,
} as const;
