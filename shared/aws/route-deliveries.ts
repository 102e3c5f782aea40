import type { Announcement } from '../announce/announcement.ts';
import { StaleWriteError } from './errors.ts';
import { type AnnouncementRecord, announcementKey, openAnnouncements, openWork } from './records.ts';
import { getItem, type Key, putItem, queryIndex, queryItems, type Revised, type Table } from './table.ts';

/** What has become of one announcement on one route. Nothing in it is a secret. */
export interface DeliveryRecord
  extends Pick<Announcement, 'id' | 'stream' | 'release' | 'kind' | 'announcedAt'> {
  readonly route: string;
  /** `dropped` is what the route turned out not to want, or that it was owed when it went away. */
  readonly state: 'owed' | 'sent' | 'refused' | 'dropped';
  /** Times are ISO 8601. */
  readonly owedAt: string;
  readonly attempts: number;
  /** A try is under way until then, or died: whether it arrived is not known. */
  readonly tryingUntil?: string;
  /** A try ended in a way that leaves open whether it arrived. */
  readonly uncertain?: true;
  /** Why it did not arrive so far. */
  readonly reason?: string;
  readonly sentAt?: string;
  /** The message's name at the other side, where it can be brought up to date. */
  readonly message?: string;
  /** Names what the message shows since it was brought up to date. */
  readonly shown?: string;
}

/** Whether a run has it now. */
export function isBeingTried({ tryingUntil }: DeliveryRecord, now: Date): boolean {
  return tryingUntil !== undefined && Date.parse(tryingUntil) > now.getTime();
}

const openDeliveries = 'OPEN#deliveries';
const partition = 'DELIVERIES#';

function deliveryKey(route: string, id: string): Key {
  return { pk: `${partition}${route}`, sk: id };
}

/** Puts an announcement among what a route is owed, due at `due`. One that is there already stays as it is. */
export async function owe(
  table: Table,
  { announcedAt, id, kind, release, stream }: Announcement,
  route: string,
  now: Date,
  due: Date,
): Promise<void> {
  const about = { route, stream, id, release, kind, announcedAt };
  const record: DeliveryRecord = { ...about, state: 'owed', owedAt: now.toISOString(), attempts: 0 };
  try {
    await writeDelivery(table, record, due, 0);
  } catch (error) {
    if (!(error instanceof StaleWriteError)) throw error;
  }
}

export function readDelivery(
  table: Table,
  route: string,
  id: string,
): Promise<Revised<DeliveryRecord> | undefined> {
  return getItem(table, deliveryKey(route, id));
}

/** Writes a delivery; with `due` it stands in the index of open work from then on. */
export function writeDelivery(
  table: Table,
  record: DeliveryRecord,
  due: Date | undefined,
  revision: number,
): Promise<Revised<DeliveryRecord>> {
  const index = due === undefined ? {} : { openWork: openDeliveries, openSince: due.toISOString() };
  return putItem(table, deliveryKey(record.route, record.id), record, revision, index);
}

/** Ids of the deliveries that were due a moment ago, by route. The index lags: each is read again before it is tried. */
export async function dueDeliveries(
  table: Table,
  now: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys = await queryIndex(table, openWork, openDeliveries, now.toISOString());
  const routes = Map.groupBy(keys, ({ pk }) => pk.slice(partition.length));
  return new Map([...routes].map(([route, list]) => [route, list.map(({ sk }) => sk)]));
}

/** Every delivery of a route; with `startingWith` those whose id begins so. */
export function readDeliveries(
  table: Table,
  route: string,
  startingWith?: string,
): Promise<readonly DeliveryRecord[]> {
  return queryItems(table, `${partition}${route}`, startingWith === undefined ? {} : { startingWith });
}

type AnnouncementName = Pick<Announcement, 'id' | 'stream'>;

/** Announcements that were made and are not yet among what each route is owed. */
export async function announcementsToFanOut(table: Table): Promise<readonly AnnouncementName[]> {
  const keys = await queryIndex(table, openWork, openAnnouncements);
  return keys.map(({ pk, sk }) => ({
    stream: pk.slice(pk.indexOf('#') + 1) as Announcement['stream'],
    id: sk,
  }));
}

export function readAnnouncement(
  table: Table,
  name: AnnouncementName,
): Promise<Revised<AnnouncementRecord> | undefined> {
  return getItem(table, announcementKey(name));
}

/** Takes an announcement out of what is to be fanned out: every route that wants it is owed it by now. */
export async function noteFannedOut(
  table: Table,
  announcement: Announcement,
  revision: number,
): Promise<void> {
  try {
    await putItem<AnnouncementRecord>(
      table,
      announcementKey(announcement),
      { announcement, fannedOut: true },
      revision,
    );
  } catch (error) {
    // Another run did the same at the same time, and it is done.
    if (!(error instanceof StaleWriteError)) throw error;
  }
}
