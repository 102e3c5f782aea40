import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { SinkFault } from '../../infra/local/webhook-endpoint.ts';
import { readAnnouncements } from '../../shared/aws/records.ts';
import { readDeliveries } from '../../shared/aws/route-deliveries.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Job } from './child.ts';
import { type Crew, startCrew } from './crew.ts';
import { type Random, randomFrom } from './random.ts';
import { type ChaosWorld, channel, marker, type RunStage, startChaosWorld } from './world.ts';

/** What a campaign did and found. */
export interface Tally {
  readonly runs: number;
  /** Each is owed to every route. */
  readonly announcements: number;
  /** Announcements that the other side of each route has, and that are recorded as sent. */
  readonly delivered: Readonly<Record<RouteName, number>>;
  readonly kills: number;
  readonly throttled: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Messages that an incoming webhook got again: after a kill, or an answer that was lost. */
  readonly repeatsAtWebhook: number;
  /** Requests with an id that the receiver had already: it drops them by that. */
  readonly repeatsDroppedById: number;
  /** What is not as it was promised, with the run's seed. */
  readonly broken: readonly string[];
}

export interface CampaignOptions {
  readonly runs: number;
  readonly seed: number;
  readonly progress?: (done: number) => void;
}

/** An incoming webhook of Slack, a channel by its bot, and a webhook with a key. */
const routeNames = ['hook', 'bot', 'key'] as const;
type RouteName = (typeof routeNames)[number];

const story: readonly [ReleaseTag, ReleaseTag, ReleaseTag, ReleaseTag] = [
  'v20240729',
  'v20240817',
  'v20240828',
  'v20241011',
];

/** Runs from one seed on: each lives through faults and kills, recovers, and is looked at. */
export async function campaign({ progress, runs, seed }: CampaignOptions): Promise<Tally> {
  const world = await startChaosWorld();
  const crew = await startCrew();
  const faults: Record<string, number> = {};
  const delivered = { hook: 0, bot: 0, key: 0 };
  const sums = { announcements: 0, repeatsAtWebhook: 0, repeatsDroppedById: 0 };
  const broken: string[] = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const found = await live(world, crew, run, randomFrom(seed + run), faults);
      sums.announcements += found.announcements;
      sums.repeatsAtWebhook += found.repeatsAtWebhook;
      sums.repeatsDroppedById += found.repeatsDroppedById;
      for (const route of routeNames) delivered[route] += found.delivered[route];
      broken.push(...found.broken.map((what) => `seed ${seed + run}: ${what}`));
      progress?.(run + 1);
    }
    return {
      runs,
      ...sums,
      delivered,
      kills: crew.killed(),
      throttled: world.proxy.throttled(),
      faults,
      broken,
    };
  } finally {
    await crew.stop();
    await world.stop();
  }
}

type Found = Pick<
  Tally,
  'announcements' | 'delivered' | 'repeatsAtWebhook' | 'repeatsDroppedById' | 'broken'
>;

async function live(
  world: ChaosWorld,
  crew: Crew,
  run: number,
  random: Random,
  faults: Record<string, number>,
): Promise<Found> {
  const scene = await world.newStage(run);
  const { sink, stage } = scene;
  let now = Date.parse('2024-07-29T12:00:00Z');
  let doubtful = 0;
  const count = (kind: string) => {
    faults[kind] = (faults[kind] ?? 0) + 1;
  };
  const job = (kind: Job['kind'], messages?: readonly string[]): Job => ({
    kind,
    stage,
    now: new Date(now).toISOString(),
    ...(messages === undefined ? {} : { messages }),
  });
  const risky = async (one: Job) => {
    const outcome = await crew.work(one, random.chance(0.4) ? random.next() * 1.5 : undefined);
    if (outcome === 'killed') {
      doubtful += 1;
      count('SIGKILL');
    }
  };
  const storm = (on: boolean) => {
    world.proxy.throttle(() => on && random.chance(0.05));
    sink.fault(() => {
      const fault = on && random.chance(0.35) ? faultFrom(random) : undefined;
      if (fault === undefined) return undefined;
      count(nameOf(fault));
      if (fault.kind === 'reset-after' || (fault.kind === 'answer' && fault.taken === true)) doubtful += 1;
      return fault;
    });
  };

  scene.show(story[0]);
  storm(false);
  await crew.work(job('poll'));
  const late: string[] = [];
  for (const release of story.slice(1, 1 + random.between(1, 3))) {
    now += 3_600_000;
    scene.show(release);
    storm(true);
    await Promise.all([risky(job('poll')), ...(random.chance(0.3) ? [risky(job('poll'))] : [])]);
    for (let round = random.between(1, 3); round > 0; round -= 1) {
      const told = [...(await scene.messages()), ...late.splice(0)];
      const twice = random.shuffled([...told, ...(random.chance(0.3) ? told : [])]);
      // Some come when others have been delivered already.
      late.push(...twice.filter(() => random.chance(0.2)));
      await Promise.all([
        risky(job('deliver', twice)),
        ...(random.chance(0.5) ? [risky(job('deliver'))] : []),
      ]);
      // What left a process that was killed is still on its way; leases are minutes, and a network is quicker than they are.
      await sink.quiet();
      now += random.between(1, 180) * 1000;
    }
  }
  storm(false);
  await crew.work(job('poll'));
  for (let hours = 0; hours < 4; hours += 1) {
    now += 3_660_000;
    await sink.quiet();
    await crew.work(job('deliver', [...(await scene.messages()), ...late.splice(0)]));
    await crew.work(job('deliver'));
  }
  return inspect(scene, crew, doubtful);
}

function faultFrom(random: Random): SinkFault {
  return random.pick<SinkFault>([
    { kind: 'answer', status: 429, headers: { 'retry-after': String(random.between(1, 90)) } },
    { kind: 'answer', status: 500 },
    { kind: 'answer', status: 500, taken: true },
    { kind: 'reset' },
    { kind: 'reset-after' },
    { kind: 'slow', ms: random.between(5, 50) },
    { kind: 'hang' },
  ]);
}

function nameOf(fault: SinkFault): string {
  if (fault.kind !== 'answer') return fault.kind;
  return `${fault.status}${fault.taken === true ? ' after it was taken' : ''}`;
}

/** Compares what was owed with what arrived. */
async function inspect({ sink, table }: RunStage, crew: Crew, doubtful: number): Promise<Found> {
  const broken: string[] = [];
  const ids = (await readAnnouncements(table, 'eks-amazon-linux')).map(({ id }) => id);
  if (ids.length === 0) broken.push('nothing was announced');
  const recorded: Record<RouteName, readonly string[]> = { hook: [], bot: [], key: [] };
  for (const route of routeNames) {
    const sent = (await readDeliveries(table, route)).filter(({ state }) => state === 'sent');
    recorded[route] = sent.map(({ id }) => id);
    const missing = ids.filter((id) => !sent.some((one) => one.id === id));
    if (missing.length > 0) broken.push(`${route} is still owed ${missing.join(', ')}`);
  }
  const told = sink.channel(channel).map(({ metadata }) => String(metadata?.event_payload['id']));
  if (told.toSorted().join() !== ids.toSorted().join()) broken.push(`Slack's channel has ${told.join(', ')}`);
  const keys = sink.taken().flatMap(({ headers }) => headers['amiwatch-id'] ?? []);
  const lost = ids.filter((id) => !keys.includes(id));
  if (lost.length > 0) broken.push(`the webhook never got ${lost.join(', ')}`);
  const hooks = sink.taken().filter(({ path }) => path.startsWith('/services/'));
  const repeatsAtWebhook = hooks.length - new Set(hooks.map(({ body }) => body)).size;
  if (hooks.length - repeatsAtWebhook !== ids.length) broken.push(`the incoming webhook got ${hooks.length}`);
  if (repeatsAtWebhook > doubtful)
    broken.push(`${repeatsAtWebhook} repeats after ${doubtful} doubtful tries`);
  const { Items } = await table.client.send(new ScanCommand({ TableName: table.name }));
  if (`${JSON.stringify(Items)}${crew.log()}`.includes(marker))
    broken.push('a secret is in the log or the table');
  table.client.destroy();
  const repeatsDroppedById = keys.length - new Set(keys).size;
  const delivered = {
    // What an incoming webhook has got has no id: what arrived there is counted by its words.
    hook: Math.min(recorded.hook.length, hooks.length - repeatsAtWebhook),
    bot: recorded.bot.filter((id) => told.includes(id)).length,
    key: recorded.key.filter((id) => keys.includes(id)).length,
  };
  return { announcements: ids.length, delivered, repeatsAtWebhook, repeatsDroppedById, broken };
}
