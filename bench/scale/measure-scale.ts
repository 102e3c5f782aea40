import { createContext as createDeliverContext } from '../../functions/deliver/context.ts';
import { createHandler as createDeliverHandler } from '../../functions/deliver/handler.ts';
import { createContext } from '../../functions/poll/context.ts';
import { createHandler } from '../../functions/poll/handler.ts';
import { createResources } from '../../infra/local/create-resources.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { recordedInstants } from '../../infra/local/recorded-parameters.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { startLocalAws } from '../../infra/local/start-local-aws.ts';
import { startWebhookEndpoint } from '../../infra/local/webhook-endpoint.ts';
import { mailText } from '../../shared/announce/mail.ts';
import { readAnnouncements } from '../../shared/aws/records.ts';
import type { Table } from '../../shared/aws/table.ts';
import { releaseNotesUrl } from '../../shared/parameters/release-tag.ts';
import { severities } from '../../shared/report/severity.ts';
import { eventOf } from '../chaos/handlers.ts';
import { type Capacity, countCapacity } from './capacity.ts';
import { type ItemSizes, itemSizes } from './item-sizes.ts';
import { documentsOf, factsOf, widened } from './widened.ts';

/** How much is watched, and how many are told. */
export interface Scale {
  readonly regions: number;
  readonly minors: number;
  readonly routes: number;
}

/** What one run of a function took. */
export interface Run extends Capacity {
  /** Of this process, in which the servers that play AWS run as well: more than the function takes. */
  readonly cpuMs: number;
  readonly ssmCalls: number;
}

export interface ScaleResult extends Scale {
  readonly tracks: number;
  readonly unchanged: Run;
  readonly release: Run;
  readonly delivery: Run;
  readonly idleDelivery: Run;
  /** The announcement of one release as the topic gets it. */
  readonly messageBytes: number;
  readonly items: readonly ItemSizes[];
}

const home = 'us-east-1';
const routesPath = '/amiwatch/scale/routes';
const secret = '/amiwatch/scale/secrets/key';
const noon = new Date('2026-01-01T12:00:00Z');

/** One baseline, one release to everybody, and runs without news, by the deployed handlers on the embedded AWS. */
export async function measureScale<T>(
  { minors, regions: count, routes }: Scale,
  more: (table: Table, units: () => Capacity) => Promise<T>,
): Promise<ScaleResult & { readonly more: T }> {
  const [local, sink] = await Promise.all([startLocalAws(), startWebhookEndpoint()]);
  try {
    const resources = await createResources(local);
    const regions = Array.from({ length: count }, (_, index) => regionName(index));
    const records = [widened(0, minors), widened(1, minors)];
    const texts = documentsOf(records);
    const tracks = [
      ...new Set(records.flatMap((record) => factsOf(record).images.map(({ track }) => track))),
    ];
    const settings = routeParameters(routes, sink.url);
    const show = (record: (typeof records)[number]) => {
      const served = regions.map((region): [string, ReadonlyMap<string, StoredParameter>] => {
        const [instant] = recordedInstants([factsOf(record)], region);
        return [region, new Map([...(region === home ? settings : []), ...(instant?.parameters ?? [])])];
      });
      local.ssm.serve(new Map(served));
    };
    let now = noon;
    const limits = { pendingAfterMs: 86_400_000, giveUpAfterMs: 14 * 86_400_000 };
    const context = {
      ...createContext({ ...resources, regions, tracks, limits }, local),
      documents: [
        async (_: unknown, release: (typeof records)[number]['release']) => {
          const text = texts.get(release);
          const url = releaseNotesUrl(release);
          return text === undefined ? undefined : { source: 'recorded-history' as const, text, url };
        },
      ],
      now: () => now,
    };
    const places = { ...local, slackApi: `${sink.url}/api`, slackHosts: [] };
    const deliverContext = createDeliverContext(
      { tableName: resources.tableName, routesPath },
      places,
      () => now,
    );
    const poll = createHandler(
      () => context,
      () => {},
    );
    const deliver = createDeliverHandler(
      () => deliverContext,
      () => {},
    );
    const pollUnits = countCapacity(context.table);
    const deliverUnits = countCapacity(deliverContext.table);

    async function run(units: () => Capacity, work: () => Promise<unknown>): Promise<Run> {
      units();
      const before = { cpu: process.cpuUsage(), calls: local.ssm.calls() };
      await work();
      const { system, user } = process.cpuUsage(before.cpu);
      return { ...units(), cpuMs: (system + user) / 1000, ssmCalls: local.ssm.calls() - before.calls };
    }
    const pollOnce = () => poll(scheduledEvent(now), invocationContext('poll'));
    const deliverOnce = () => deliver(scheduledEvent(now), invocationContext('deliver'));

    const [first, second] = records;
    if (first === undefined || second === undefined) throw new RangeError('Two releases are needed.');
    show(first);
    await pollOnce();
    await deliverOnce();
    now = new Date(noon.getTime() + 3_600_000);
    show(second);
    const release = await run(pollUnits, pollOnce);
    const [announcement] = await readAnnouncements(context.table, context.stream);
    if (announcement === undefined) throw new Error('A release came, and the poll announced none.');
    const told = JSON.stringify(announcement);
    const delivery = await run(deliverUnits, () => deliver(eventOf([told]), invocationContext('deliver')));
    if (sink.taken().length !== routes)
      throw new Error(`${sink.taken().length} of ${routes} routes were told.`);
    await pollOnce();
    return {
      regions: count,
      minors,
      routes,
      tracks: tracks.length,
      unchanged: await run(pollUnits, pollOnce),
      release,
      delivery,
      idleDelivery: await run(deliverUnits, deliverOnce),
      messageBytes: Buffer.byteLength(JSON.stringify({ default: told, email: mailText(announcement) })),
      items: await itemSizes(context.table),
      more: await more(context.table, pollUnits),
    };
  } finally {
    await sink.stop();
    await local.stop();
  }
}

function regionName(index: number): string {
  return index === 0 ? home : `eu-west-${index}`;
}

function routeParameters(routes: number, sinkUrl: string): ReadonlyMap<string, StoredParameter> {
  const about = { version: 1, modified: noon };
  const value = JSON.stringify({
    kind: 'webhook',
    url: sinkUrl.replace('http:', 'https:'),
    secret,
    filter: { severities },
  });
  return new Map<string, StoredParameter>([
    [secret, { ...about, value: 'key', secure: true }],
    ...Array.from({ length: routes }, (_, index): [string, StoredParameter] => [
      `${routesPath}/route-${index}`,
      { ...about, value },
    ]),
  ]);
}
