import { setTimeout as sleep } from 'node:timers/promises';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { readDeliveries, writeDeliveries } from '../../shared/aws/deliveries.ts';
import { readAnnouncements } from '../../shared/aws/records.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { Stream } from '../../shared/parameters/release-tag.ts';
import { reasonOf } from '../usage-error.ts';
import { DeliveryError, type Receiver } from './receiver.ts';

/** What one receiver is owed. */
export interface Outbox {
  /** Takes announcements over; those that were delivered before, or wait already, are left out. */
  readonly take: (announcements: readonly Announcement[]) => void;
  /** Whether all was delivered, as soon as that is known; nothing is begun after this time. */
  readonly emptied: (withinMs: number) => Promise<boolean>;
  /** Delivers no more. What is owed stays so, in the store. */
  readonly close: () => Promise<void>;
}

export interface OutboxOptions {
  readonly table: Table;
  readonly stream: Stream;
  readonly receiver: Receiver;
  /** Told of what does not arrive, once for each new reason. */
  readonly complain: (message: string) => void;
}

const firstRetryMs = 1_000;
const slowestRetryMs = 300_000;

/**
 * Delivers to one receiver, in order and one at a time, in the background: whoever hangs delays nobody else. An announcement
 * is noted in the store right after it was delivered, so a kill between the two repeats it and loses nothing. A receiver
 * that is new to the store is owed nothing of what was announced before it came.
 */
export async function openOutbox({ complain, receiver, stream, table }: OutboxOptions): Promise<Outbox> {
  const made = await readAnnouncements(table, stream);
  let noted =
    (await readDeliveries(table, receiver.name)) ??
    (await writeDeliveries(table, receiver.name, { delivered: made.map(({ id }) => id) }, 0));
  const closing = new AbortController();
  const queue: Announcement[] = [];
  const known = new Set(noted.value.delivered);
  let working: Promise<void> | undefined;
  let triedAgainAt = 0;
  let lastTryAt = Number.POSITIVE_INFINITY;

  const note = async (id: string) => {
    const delivered = [...noted.value.delivered, id];
    noted = await writeDeliveries(table, receiver.name, { delivered }, noted.revision);
  };
  const work = async () => {
    let failures = 0;
    let last = '';
    for (let next = queue[0]; next !== undefined && !closing.signal.aborted; next = queue[0]) {
      try {
        await deliver(receiver, next, closing.signal, complain);
        await note(next.id);
        queue.shift();
        failures = 0;
      } catch (error) {
        if (closing.signal.aborted) return;
        const message = reasonOf(error);
        if (message !== last) complain(`${next.release} is not delivered yet, and tried again: ${message}`);
        last = message;
        const backoffMs = Math.min(slowestRetryMs, firstRetryMs * 2 ** Math.min(failures, 20));
        failures += 1;
        const afterMs = error instanceof DeliveryError ? error.afterMs : undefined;
        const waitMs = afterMs ?? backoffMs;
        triedAgainAt = Date.now() + waitMs;
        if (triedAgainAt > lastTryAt) break;
        await sleep(waitMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
    // In the turn in which the queue was seen empty: what is taken after that starts anew.
    working = undefined;
  };
  const take = (announcements: readonly Announcement[]) => {
    const owed = announcements.filter(({ id }) => !known.has(id));
    for (const announcement of owed) known.add(announcement.id);
    queue.push(...owed);
    if (queue.length > 0) working ??= work();
  };
  take(made);
  return {
    take,
    emptied: async (withinMs) => {
      lastTryAt = Date.now() + withinMs;
      if (triedAgainAt > lastTryAt) return false;
      const over = AbortSignal.any([AbortSignal.timeout(withinMs), closing.signal]);
      await Promise.race([working, aborted(over)]);
      return queue.length === 0;
    },
    close: async () => {
      closing.abort();
      await working;
    },
  };
}

/** One delivery. One that can never succeed is said and given up, since all others wait behind it. */
async function deliver(
  { deliver }: Receiver,
  announcement: Announcement,
  signal: AbortSignal,
  complain: (message: string) => void,
): Promise<void> {
  try {
    await deliver(announcement, signal);
  } catch (error) {
    if (!(error instanceof DeliveryError) || !error.hopeless) throw error;
    complain(`${announcement.release} cannot be delivered, and is given up: ${error.message}`);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
