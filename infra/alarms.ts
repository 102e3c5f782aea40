import {
  deadLettersAlarm,
  deliverFailedAlarm,
  deliveriesOverdueAlarm,
  deliverStoppedAlarm,
  deliveryRefusedAlarm,
} from './delivery-alarms.ts';
import { digestFailedAlarm, digestsStoppedAlarm } from './digest-alarms.ts';
import { feedErrorsAlarm } from './feed-alarms.ts';
import { notesUnparsedAlarm, pollerStoppedAlarm, pollFailedAlarm, regionStaleAlarm } from './poll-alarms.ts';
import { throttledAlarm } from './throttled-alarm.ts';

/** An alarm for every promise, by its name in the template. docs/runbook.md has a section for each. */
export const alarms = {
  PollerStoppedAlarm: pollerStoppedAlarm,
  PollFailedAlarm: pollFailedAlarm,
  RegionStaleAlarm: regionStaleAlarm,
  NotesUnparsedAlarm: notesUnparsedAlarm,
  DeliverStoppedAlarm: deliverStoppedAlarm,
  DeliverFailedAlarm: deliverFailedAlarm,
  DeliveryRefusedAlarm: deliveryRefusedAlarm,
  DeliveriesOverdueAlarm: deliveriesOverdueAlarm,
  DeadLettersAlarm: deadLettersAlarm,
  DigestFailedAlarm: digestFailedAlarm,
  DigestsStoppedAlarm: digestsStoppedAlarm,
  FeedErrorsAlarm: feedErrorsAlarm,
  ThrottledAlarm: throttledAlarm,
} as const;
