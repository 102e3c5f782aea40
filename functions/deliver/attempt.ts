import type { Route } from '../../shared/announce/route.ts';
import { StaleWriteError } from '../../shared/aws/errors.ts';
import type { Secret } from '../../shared/aws/read-secrets.ts';
import { type DeliveryRecord, writeDelivery } from '../../shared/aws/route-deliveries.ts';
import type { Revised } from '../../shared/aws/table.ts';
import { settle } from './put-off.ts';
import { firstRefreshAt } from './refresh.ts';
import type { Run } from './run.ts';
import { secretOf } from './secrets.ts';
import { send } from './send.ts';
import type { Outcome, Parcel } from './sender.ts';

/** Longer than a try can take; a try that is not over by then has died with its process. */
const leaseMs = 120_000;
/** Waits after failed tries; the last one goes on until the other side is back. */
const waitsMs = [1, 2, 5, 15, 60].map((minutes) => minutes * 60_000);

/** Tries one delivery, and writes what has become of it; `undefined` when another run has it. */
export async function attempt(
  run: Run,
  route: Route,
  secret: Secret,
  stored: Revised<DeliveryRecord>,
  earlier: readonly DeliveryRecord[],
): Promise<Outcome | undefined> {
  const claimed = await claim(run, stored);
  if (claimed === undefined) return undefined;
  const outcome = await tried(run, route, secret, claimed.value, earlier);
  const { tryingUntil: _, reason: __, uncertain, ...record } = claimed.value;
  const now = run.now();
  switch (outcome.kind) {
    case 'sent': {
      const message = outcome.message === undefined ? {} : { message: outcome.message };
      const sent = { ...record, state: 'sent', sentAt: now.toISOString(), ...message } as const;
      await settle(run, claimed, sent, firstRefreshAt(route, sent));
      break;
    }
    case 'refused':
      await settle(run, claimed, { ...record, state: 'refused', reason: outcome.reason }, undefined);
      break;
    default: {
      const open = uncertain === true || (outcome.kind === 'later' && outcome.uncertain === true);
      const left = { ...record, reason: outcome.reason, ...(open ? { uncertain: true as const } : {}) };
      await settle(run, claimed, left, new Date(now.getTime() + waitOf(outcome, record.attempts)));
    }
  }
  return outcome;
}

function waitOf(outcome: Extract<Outcome, { kind: 'later' | 'route-refused' }>, attempts: number): number {
  const longest = waitsMs.at(-1) ?? 0;
  if (outcome.kind === 'route-refused') return longest;
  return outcome.waitMs ?? waitsMs[attempts - 1] ?? longest;
}

/**
 * Takes a delivery for this run alone. The end of another run's time that is still noted, and over, tells of a try that died:
 * nobody knows whether it arrived.
 */
async function claim(
  { now, table }: Run,
  { revision, value }: Revised<DeliveryRecord>,
): Promise<Revised<DeliveryRecord> | undefined> {
  const { tryingUntil } = value;
  const until = new Date(now().getTime() + leaseMs);
  const record: DeliveryRecord = {
    ...value,
    attempts: value.attempts + 1,
    tryingUntil: until.toISOString(),
    ...(tryingUntil === undefined ? {} : { uncertain: true }),
  };
  try {
    return await writeDelivery(table, record, until, revision);
  } catch (error) {
    if (error instanceof StaleWriteError) return undefined;
    throw error;
  }
}

async function tried(
  run: Run,
  route: Route,
  secret: Secret,
  record: DeliveryRecord,
  earlier: readonly DeliveryRecord[],
): Promise<Outcome> {
  const announcement = await run.announcement(record);
  if (announcement === undefined) return { kind: 'refused', reason: 'the announcement is not in the table' };
  // A release that comes again begins anew: what follows it up stands below it.
  const parent =
    record.kind === 'new-release'
      ? undefined
      : earlier.findLast(({ kind, message }) => kind === 'new-release' && message !== undefined);
  const parcel: Parcel = {
    announcement,
    ...(record.uncertain === true ? { triedSince: new Date(record.owedAt) } : {}),
    ...(parent?.message === undefined ? {} : { parent: parent.message }),
  };
  const outcome = await send(route, secret.value, parcel, run);
  if (outcome.kind !== 'route-refused') return outcome;
  // The secret may have been changed since it was read: then nothing is void but our memory.
  const fresh = await secretOf(run.secrets, route, true);
  return fresh.version === secret.version
    ? outcome
    : { kind: 'later', reason: `${outcome.reason}, to a secret that has been changed`, waitMs: 0 };
}
