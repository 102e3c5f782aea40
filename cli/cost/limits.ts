import type { Measured, MeasuredScale } from './measured.ts';
import { pollMs, round } from './monthly.ts';

/** Something that ends: how much of it is used, and what to do when it is. */
export interface Limit {
  readonly what: string;
  readonly used: string;
  readonly limit: string;
  readonly share: number;
  readonly remedy: string;
}

const years = 10;
const itemLimit = 400 * 1024;
const messageLimit = 256 * 1024;
/** What one partition of a table gives in a second. */
const partitionReads = 3000;
const feedTimeoutMs = 10_000;
const deliverTimeoutMs = 120_000;
const pollTimeoutMs = 240_000;
/** A turn of 32 routes waits for the slowest of them. */
const routesAtOnce = 32;
const routeMs = 500;
/** Of a core: Lambda gives a whole one from 1,769 MB on. */
const coreShare = 512 / 1769;
const feedShare = 1024 / 1769;
/** How long a CDN may keep an answer, and what the HTTP API lets through in a second. */
const cachedSeconds = 300;
const apiRate = 20;

/** The limits that growth meets, the nearest first. */
export function limitsOf({ far }: Measured): readonly Limit[] {
  const history = far.more.at(-1);
  if (history === undefined) throw new RangeError('The growth of the history was not measured.');
  const [largest] = far.items.toSorted((a, b) => b.largest - a.largest);
  const deliverMs = far.delivery.cpuMs / coreShare + Math.ceil(far.routes / routesAtOnce) * routeMs;
  const releaseMs = pollMs({ ...far, unchanged: far.release });
  const limits: Limit[] = [
    {
      what: `Largest item (${largest?.kind})`,
      ...portion(largest?.largest ?? 0, itemLimit, 'bytes'),
      remedy: 'write the lines of a report that tracks share into items of their own',
    },
    {
      what: 'Message on the topic',
      ...portion(far.messageBytes, messageLimit, 'bytes'),
      remedy: 'nothing: announcements are cut to fit, and say so',
    },
    {
      what: `One read of the feed, ${history.releases} releases`,
      ...portion(history.reads, partitionReads, 'read units in a second of one partition'),
      remedy: 'let the feed read the newest years alone, and older reports when somebody asks for them',
    },
    {
      what: 'First answer of the feed',
      ...portion(history.cpuMs / feedShare, feedTimeoutMs, 'ms'),
      remedy: 'the same; until then more memory, which is more of a core',
    },
    {
      what: 'Poll of one release',
      ...portion(releaseMs, pollTimeoutMs, 'ms'),
      remedy: 'more memory; then a poll for half of the Regions each',
    },
    {
      what: `One announcement to ${round(far.routes)} routes`,
      ...portion(deliverMs, deliverTimeoutMs, 'ms'),
      remedy: 'nothing is lost: the run of the next minute goes on',
    },
    {
      what: 'Different addresses of the feed behind a CDN with one shared cache',
      ...portion(1000, cachedSeconds * apiRate, 'addresses'),
      remedy:
        'raise the throttle of the HTTP API; how many ask for one address does not matter, be it 10,000 a second',
    },
  ];
  return limits.sort((a, b) => b.share - a.share);
}

function portion(used: number, limit: number, unit: string): Pick<Limit, 'limit' | 'share' | 'used'> {
  return { used: round(used), limit: `${round(limit)} ${unit}`, share: used / limit };
}

/** Bytes of the table after ten years in which every release is announced to every route. */
export function tableBytes({ far, releasesInAYear }: Measured): number {
  const perRelease = bytesOf(far, ['RELEASE', 'REPORTS', 'IMAGES']) / 2;
  const perAnnouncement = bytesOf(far, ['ANNOUNCEMENTS', ...deliveryKinds]);
  return (perRelease + perAnnouncement) * releasesInAYear * years;
}

const deliveryKinds = ['DELIVERIES'];

function bytesOf({ items }: MeasuredScale, kinds: readonly string[]): number {
  return items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { bytes }) => sum + bytes, 0);
}
