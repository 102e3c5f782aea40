import { countAlarm, lambdaMetric, measureOf, silenceAlarm } from './alarm.ts';

/** The heartbeat is counted at the end of a poll: one that is started and breaks off counts as none. 15 minutes are three polls. */
export const pollerStoppedAlarm = silenceAlarm(
  'poller-stopped',
  'No poll has come to its end for 15 minutes.',
  measureOf('Poll', 'Polls'),
  900,
);

/**
 * One failed poll is enough: what is wrong with a release's notes is said by the one poll that reads them, and by no later
 * one. Calls that are merely throttled were tried six times by then.
 */
export const pollFailedAlarm = countAlarm('poll-failed', 'A poll failed, or left something undone.', {
  metric: lambdaMetric('Poll', 'Errors'),
  periodS: 300,
});

/** Half an hour, in pieces of two polls: a piece of one can miss its poll by seconds. */
export const regionStaleAlarm = countAlarm('region-stale', 'A Region has not been read for half an hour.', {
  metric: measureOf('Poll', 'RegionsFailed'),
  periodS: 600,
  periods: 3,
  bad: 3,
});

export const notesUnparsedAlarm = countAlarm(
  'notes-unparsed',
  'Release notes say something that was not understood.',
  { metric: measureOf('Poll', 'NotesUnparsed'), periodS: 300 },
);
