import type { LogEntry } from './log.ts';

/** What functions count. CloudWatch takes the numbers from lines of the log, so that no call is made for them. */
export const measures = {
  Polls: 'Polls that came to their end: the heartbeat, the only one that is counted while nothing happens',
  RegionsFailed: 'Regions that a poll could not look at, or not whole',
  NotesUnparsed: 'Releases whose notes say something that was not understood, or took back what they said',
  Announcements: 'Announcements that were published',
  DeliveriesSent: 'Announcements that routes got',
  DeliveriesRefused:
    'Announcements, or routes as a whole, that the other side refused, and looks that it did not allow',
  DeliveriesOverdue: 'Deliveries that have failed for an hour',
  DigestsSent: 'Digests that lists got',
} as const;

export type Measure = keyof typeof measures;

/** The namespace of all measures. Each is that of one function, whose name has the stage. */
export const measureNamespace = 'amiwatch';

/**
 * The entry with numbers in CloudWatch's embedded metric format. A zero is left out: a metric costs money for each hour in which
 * it has a value, and alarms take none for a zero.
 */
export function measured(
  entry: LogEntry,
  functionName: string,
  values: Readonly<Partial<Record<Measure, number>>>,
): LogEntry {
  const counted = Object.entries(values).filter(([, value]) => value > 0);
  if (counted.length === 0) return entry;
  const Metrics = counted.map(([Name]) => ({ Name, Unit: 'Count' }));
  return {
    ...entry,
    ...Object.fromEntries(counted),
    FunctionName: functionName,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: measureNamespace, Dimensions: [['FunctionName']], Metrics }],
    },
  };
}
