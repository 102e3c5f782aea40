import { countAlarm, lambdaMetric, silenceAlarm } from './alarm.ts';

/** A list that fails does so every hour until it is mended, and the alarm stands as long. */
export const digestFailedAlarm = countAlarm('digest-failed', 'A list did not get its digest.', {
  metric: lambdaMetric('Digest', 'Errors'),
  periodS: 3600,
});

/** Three runs that never were. */
export const digestsStoppedAlarm = silenceAlarm(
  'digests-stopped',
  'No digests have been looked at for three hours.',
  lambdaMetric('Digest', 'Invocations'),
  10_800,
);
