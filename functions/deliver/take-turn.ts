import type { Route } from '../../shared/announce/route.ts';
import { boundedMap } from '../../shared/aws/bounded-map.ts';
import { type DeliveryRecord, isBeingTried, readDelivery } from '../../shared/aws/route-deliveries.ts';
import type { Revised } from '../../shared/aws/table.ts';
import type { Problem } from '../../shared/problem.ts';
import { attempt } from './attempt.ts';
import { disable, enable, fingerprintOf, isDisabled } from './disabled.ts';
import { earlierOf } from './fan-out.ts';
import { isLaidAside } from './lay-aside.ts';
import { overdue, refused, routeRefused, unseen } from './problems.ts';
import { putOff } from './put-off.ts';
import { refresh } from './refresh.ts';
import type { Run } from './run.ts';
import { secretOf } from './secrets.ts';
import type { Outcome } from './sender.ts';

/** What became of one announcement on one route in this run. */
export interface Delivered {
  readonly route: string;
  readonly id: string;
  readonly outcome: Outcome['kind'];
  readonly reason?: string;
}

export interface Turn {
  readonly delivered: readonly Delivered[];
  readonly problems: readonly Problem[];
}

/** A channel of Slack takes one message a second. */
const slackPaceMs = 1_100;
/** As many as a minute of one route can take; the next run goes on. */
const mostInATurn = 50;
/** The other side may choke on one message, or be down: a second failure says that it is down. */
const mostFailures = 2;
/** A try can take four requests; one that the end of the run would cut off is left to the next. */
const tryTakesMs = 25_000;

type Stored = Revised<DeliveryRecord>;

/** Serves what a route is owed, in the order in which it was announced. */
export async function takeTurn(run: Run, route: Route, ids: readonly string[]): Promise<Turn> {
  const delivered: Delivered[] = [];
  const problems: Problem[] = [];
  const stored = await inOrder(run, route, ids);
  const secret = await secretOf(run.secrets, route);
  const fingerprint = fingerprintOf(route, secret);
  if (isDisabled(run, route, fingerprint)) {
    for (const one of stored) await putOff(run, one);
    return { delivered, problems };
  }
  await enable(run, route);
  let failures = 0;
  for (const [index, one] of stored.entries()) {
    if (run.remainingMs() < tryTakesMs || failures >= mostFailures) break;
    if (one.value.state === 'sent') await refresh(run, route, secret.value, one);
    if (one.value.state !== 'owed') continue;
    const { id } = one.value;
    const earlier = await earlierOf(run.table, route.name, one.value);
    if (await isLaidAside(run, route, one, earlier)) continue;
    if (delivered.length > 0 && isSlack(route)) await run.sleep(slackPaceMs);
    const outcome = await attempt(run, route, secret, one, earlier);
    if (outcome === undefined) continue;
    const reason = 'reason' in outcome ? { reason: outcome.reason } : {};
    delivered.push({ route: route.name, id, outcome: outcome.kind, ...reason });
    if (outcome.kind === 'refused') problems.push(refused(route, id, outcome.reason));
    if (outcome.kind === 'sent' && outcome.unseen !== undefined)
      problems.push(unseen(route, id, outcome.unseen));
    if (outcome.kind === 'later') problems.push(...overdue(run, one.value, outcome.reason));
    if (outcome.kind === 'later') failures += 1;
    if (outcome.kind === 'route-refused') {
      await disable(run, route, fingerprint, outcome.reason);
      problems.push(routeRefused(route, outcome.reason));
    }
    const waitMs = outcome.kind === 'later' ? outcome.waitMs : undefined;
    if (outcome.kind !== 'route-refused' && waitMs === undefined) continue;
    // The route as a whole is to wait: what is left is not tried at once.
    for (const left of stored.slice(index + 1)) await putOff(run, left, waitMs);
    break;
  }
  return { delivered, problems };
}

function isSlack({ kind }: Route): boolean {
  return kind === 'slack-bot' || kind === 'slack-webhook';
}

async function inOrder(run: Run, route: Route, ids: readonly string[]): Promise<readonly Stored[]> {
  const read = await boundedMap(ids.slice(0, mostInATurn), 4, (id) =>
    readDelivery(run.table, route.name, id),
  );
  return (
    read
      .filter((one) => one !== undefined)
      // What another run is trying is not touched: that run could not note what it did any more.
      .filter(({ value }) => !isBeingTried(value, run.now()))
      .sort(byAnnouncement)
  );
}

/** A new release stands before what follows it up, also when both were announced in the same instant. */
function byAnnouncement({ value: a }: Stored, { value: b }: Stored): number {
  const place = ({ announcedAt, id, kind }: DeliveryRecord) =>
    `${announcedAt} ${kind === 'new-release' ? 0 : 1} ${id}`;
  return place(a) < place(b) ? -1 : 1;
}
