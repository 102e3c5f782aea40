import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type PollConfig, readConfig } from '../functions/poll/config.ts';
import { createResources } from '../infra/local/create-resources.ts';
import { type LocalAws, startLocalAws } from '../infra/local/start-local-aws.ts';
import { bundle } from './bundle.ts';
import type { Measurement } from './measurement.ts';
import { commercialRegions, parameterTrees } from './parameter-tree.ts';
import type { Done, Order } from './regions-process.ts';
import { median } from './statistics.ts';

const program = fileURLToPath(new URL('./regions-process.ts', import.meta.url));
const repeats = 5;
/** Node collects late where it may have gigabytes; in this much it shows what it needs, and fails if that is more. */
const heapMb = 128;
const root = '/aws/service/eks/optimized-ami/';
const [oneRegion = ''] = commercialRegions;

/** Polls of every commercial Region at once, by a process that only polls; and what walking the same tree would take. */
export async function measureRegions(): Promise<readonly Measurement[]> {
  const local = await startLocalAws();
  try {
    const resources = await createResources(local);
    const trees = parameterTrees();
    local.ssm.serve(trees);
    const config = readConfig({
      AMIWATCH_TABLE: resources.tableName,
      AMIWATCH_TOPIC_ARN: resources.topicArn,
      AMIWATCH_REGIONS: commercialRegions.join(','),
      AMIWATCH_GITHUB: 'off',
    });
    const everywhere = await measurePolls(local, config);
    return [...everywhere, ...(await compareWithWalk(local, config, trees.get(oneRegion)?.size ?? 0))];
  } finally {
    await local.stop();
  }
}

async function measurePolls(local: LocalAws, config: PollConfig): Promise<readonly Measurement[]> {
  const names = config.tracks.length;
  const regions = config.regions.length;
  return withPoller(local, config, async (carryOut) => {
    const first = await carryOut({ do: 'poll' });
    const polls: Counted[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) polls.push(await carryOut({ do: 'poll' }));
    const last = polls.at(-1) ?? first;
    const { GetItem = 0, Query = 0, ...others } = last.requests;
    const writes = Object.values(others).reduce((sum, count) => sum + count, 0);
    const calls = `${regions} × ⌈${names}/10⌉ = ${regions * Math.ceil(names / 10)}`;
    const what = `of ${names} names in ${regions} Regions`;
    return [
      {
        id: 'regions-first',
        what: `First poll ${what}`,
        value: first.ms / 1000,
        unit: 's',
        promise: '< 5 s',
      },
      {
        id: 'regions-unchanged',
        what: `Unchanged poll ${what}`,
        value: median(polls.map(({ ms }) => ms)) / 1000,
        unit: 's',
        promise: '< 5 s',
      },
      { id: 'regions-ssm', what: '  calls of SSM', value: last.ssmCalls, unit: 'requests', promise: calls },
      { id: 'regions-get-item', what: '  GetItem', value: GetItem, unit: 'requests', promise: `${regions}` },
      { id: 'regions-query', what: '  Query', value: Query, unit: 'requests', promise: '1' },
      {
        id: 'regions-writes',
        what: '  anything else, writes for one',
        value: writes,
        unit: 'requests',
        promise: '0',
      },
      {
        id: 'regions-memory',
        what: `  most memory of the process, bundled, its heap held to ${heapMb} MB`,
        value: last.peakMb,
        unit: 'MB',
        promise: '< 200 MB',
      },
    ];
  });
}

/** One Region by names, and the same Region by its tree: page follows page there, so that time grows with the tree. */
async function compareWithWalk(
  local: LocalAws,
  config: PollConfig,
  size: number,
): Promise<readonly Measurement[]> {
  return withPoller(local, { ...config, regions: [oneRegion] }, async (carryOut) => {
    await carryOut({ do: 'poll' });
    const polls: Counted[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) polls.push(await carryOut({ do: 'poll' }));
    const { ms, walked } = await carryOut({ do: 'walk', region: oneRegion, path: root });
    if (walked?.parameters !== size)
      throw new Error(`The tree has ${size} parameters, and ${walked?.parameters} were found.`);
    const calls = polls.at(-1)?.ssmCalls ?? Number.NaN;
    const what = `Recursive walk of one Region's ${size} parameters, against its poll`;
    return [
      { id: 'regions-walk-calls', what: `${what}: calls`, value: walked.calls / calls, unit: '×' },
      {
        id: 'regions-walk-time',
        what: `${what}: time`,
        value: ms / median(polls.map(({ ms }) => ms)),
        unit: '×',
      },
    ];
  });
}

type Counted = Done & { readonly ssmCalls: number };
type CarryOut = (order: Order) => Promise<Counted>;

async function withPoller<T>(
  local: LocalAws,
  config: PollConfig,
  work: (carryOut: CarryOut) => Promise<T>,
): Promise<T> {
  const bundled = await bundle(program);
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const child = fork(bundled.file, { stdio: [...stdio], execArgv: [`--max-old-space-size=${heapMb}`] });
  const carryOut: CarryOut = async (order) => {
    const before = local.ssm.calls();
    child.send(order);
    return { ...(await answerOf(child)), ssmCalls: local.ssm.calls() - before };
  };
  try {
    const { region, endpoints } = local;
    await carryOut({ do: 'start', config, services: { region, endpoints } });
    return await work(carryOut);
  } finally {
    child.kill();
    await bundled.remove();
  }
}

async function answerOf(child: ChildProcess): Promise<Done> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The polling process ended with code ${code}.`);
  });
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  return answer as Done;
}
