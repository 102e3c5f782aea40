import { invocationContext, scheduledEvent } from '../infra/local/invoke.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import { eventOf, handlersOf } from './chaos/handlers.ts';
import { type ChaosWorld, startChaosWorld } from './chaos/world.ts';
import { countRequests } from './count-requests.ts';
import type { Measurement } from './measurement.ts';
import { median, quantile, timed } from './statistics.ts';

/** Releases one after the other, each of which moves packages of the watched tracks. */
const releases = recordedReleases
  .filter(({ release, withdrawn }) => release >= 'v20240605' && withdrawn === undefined)
  .map(({ release }) => release)
  .slice(0, 31);
const manyRoutes = 1000;
const hourMs = 3_600_000;

/** From a parameter's new value to the message in Slack, to a thousand routes, and what a minute without news costs. */
export async function measureDeliveries(): Promise<readonly Measurement[]> {
  const world = await startChaosWorld();
  try {
    return [...(await measureNews(world)), ...(await measureFanOut(world))];
  } finally {
    await world.stop();
  }
}

async function begin(world: ChaosWorld, run: number, more: number) {
  const scene = await world.newStage(run, more);
  let now = new Date('2024-06-01T00:00:00Z');
  const { deliver, poll, table } = handlersOf(
    scene.stage,
    () => now,
    () => {},
  );
  return {
    ...scene,
    requests: countRequests(table),
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    poll: () => poll(scheduledEvent(now), invocationContext('poll')),
    minute: () => deliver(scheduledEvent(now), invocationContext('deliver')),
    tell: async () => deliver(eventOf(await scene.messages()), invocationContext('deliver')),
  };
}

async function measureNews(world: ChaosWorld): Promise<readonly Measurement[]> {
  const { minute, pass, poll, requests, show, sink, tell } = await begin(world, 0, 0);
  const times: number[] = [];
  for (const release of releases) {
    pass(hourMs);
    show(release);
    const before = sink.taken().length;
    const { ms } = await timed(async () => {
      await poll();
      await tell();
    });
    if (sink.taken().length > before) times.push(ms);
    // What bots bring up to date later is no part of it.
    pass(72 * hourMs);
    await minute();
  }
  const idle: number[] = [];
  requests.reset();
  const repeats = 20;
  for (let repeat = 0; repeat < repeats; repeat += 1) idle.push((await timed(minute)).ms);
  const { Query = 0, ...others } = requests.counts();
  const rest = Object.values(others).reduce((sum, count) => sum + count, 0);
  return [
    {
      id: 'news-p50',
      what: `A parameter's new value to Slack, beyond the poll's interval, of ${times.length}, p50`,
      value: quantile(times, 0.5),
      unit: 'ms',
    },
    { id: 'news-p95', what: '  p95', value: quantile(times, 0.95), unit: 'ms' },
    { id: 'idle-deliveries', what: 'Deliveries with nothing to do', value: median(idle), unit: 'ms' },
    { id: 'idle-query', what: '  Query', value: Query / repeats, unit: 'requests', promise: '2' },
    { id: 'idle-others', what: '  anything else', value: rest, unit: 'requests', promise: '0' },
  ];
}

async function measureFanOut(world: ChaosWorld): Promise<readonly Measurement[]> {
  const { pass, poll, requests, show, sink, tell } = await begin(world, 1, manyRoutes);
  show('v20240729');
  await poll();
  pass(hourMs);
  show('v20240817');
  await poll();
  requests.reset();
  const { ms } = await timed(tell);
  const { GetItem = 0, PutItem = 0, Query = 0 } = requests.counts();
  const routes = sink.taken().length;
  return [
    {
      id: 'fan-out',
      what: `One announcement to ${routes} routes`,
      value: ms / 1000,
      unit: 's',
      promise: '< 60 s, a minute',
    },
    { id: 'fan-out-writes', what: '  PutItem a route', value: PutItem / routes, unit: 'requests' },
    {
      id: 'fan-out-reads',
      what: '  GetItem and Query a route',
      value: (GetItem + Query) / routes,
      unit: 'requests',
    },
  ];
}
