import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import type { PollConfig } from '../functions/poll/config.ts';
import { createContext } from '../functions/poll/context.ts';
import { createHandler } from '../functions/poll/handler.ts';
import { invocationContext, scheduledEvent } from '../infra/local/invoke.ts';
import type { LocalServices } from '../shared/aws/clients.ts';
import { countRequests } from './count-requests.ts';
import { timed } from './statistics.ts';

/*
 * A process that polls, or walks the tree of one Region, when it is told to, and nothing else: what it holds in memory is
 * what a poll needs. Servers are in another one.
 */

/** What is asked of the process. */
export type Order =
  | { readonly do: 'start'; readonly config: PollConfig; readonly services: LocalServices }
  | { readonly do: 'poll' }
  | { readonly do: 'walk'; readonly region: string; readonly path: string };

/** What it answers. */
export interface Done {
  readonly ms: number;
  /** Requests to DynamoDB, by operation. */
  readonly requests: Readonly<Record<string, number>>;
  /** What a walk took, and found. */
  readonly walked?: { readonly calls: number; readonly parameters: number };
  /** The most memory that the process ever had (resident set). */
  readonly peakMb: number;
}

function start({ config, services }: Extract<Order, { do: 'start' }>) {
  const context = createContext(config, services);
  const handler = createHandler(
    () => context,
    () => {},
  );
  return { context, handler, requests: countRequests(context.table) };
}

let started: ReturnType<typeof start> | undefined;

process.on('message', async (order: Order) => {
  if (order.do === 'start') started = start(order);
  const done = await timed(() => carryOut(order));
  const answer: Done = {
    ms: done.ms,
    ...(done.result === undefined ? {} : { walked: done.result }),
    requests: started?.requests.counts() ?? {},
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(answer);
});

async function carryOut(order: Order): Promise<Done['walked']> {
  if (started === undefined) throw new Error('The first order is to start.');
  started.requests.reset();
  if (order.do === 'walk') return walk(order.region, order.path);
  const now = started.context.now();
  if (order.do === 'poll') await started.handler(scheduledEvent(now), invocationContext('poll'));
  return undefined;
}

/** As anybody would read a tree: everything below its root, page by page. */
async function walk(region: string, path: string): Promise<Done['walked']> {
  const client = started?.context.ssmIn(region);
  let [calls, parameters] = [0, 0];
  let token: string | undefined;
  do {
    const page = await client?.send(
      new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    parameters += page?.Parameters?.length ?? 0;
    calls += 1;
    token = page?.NextToken;
  } while (token !== undefined);
  return { calls, parameters };
}
