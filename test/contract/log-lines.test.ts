import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { logsPagePath, renderLogsPage } from '../../cli/logs-page.ts';
import { createHandler as createDeliver } from '../../functions/deliver/handler.ts';
import { createHandler as createDigest } from '../../functions/digest/handler.ts';
import { createHandler as createFeed } from '../../functions/feed/handler.ts';
import { logFailure } from '../../functions/feed/log-failure.ts';
import { createHandler as createPoll } from '../../functions/poll/handler.ts';
import { alarms } from '../../infra/alarms.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { type LogEntry, logEvents } from '../../shared/aws/log.ts';
import { measureNamespace, measures } from '../../shared/aws/measures.ts';
import { startAccountWorld } from '../functions/account-world.ts';
import { configureEveryKind, fail, startDeliverWorld } from '../functions/deliver-world.ts';
import { daily, startDigestWorld } from '../functions/digest-world.ts';
import { notes, startGithubWorld } from '../functions/github-notes.ts';

/** A day on which everything is said that can be said: by function, every line of the log. */
const said = new Map<string, LogEntry[]>();
/** The lines of an ordinary minute, in which nothing happens. */
const quiet: LogEntry[] = [];

const logOf = (name: string) => (entry: LogEntry) => {
  said.set(name, [...(said.get(name) ?? []), entry]);
};

/** Failures are what is wanted here: their lines are looked at. */
const whatever = (work: Promise<unknown>) => work.catch(() => {});

async function polls(): Promise<void> {
  const world = await startGithubWorld();
  const all = { ...world.watching(), regions: ['us-east-1', 'eu-west-1'] };
  const invoke = (log: (entry: LogEntry) => void) =>
    whatever(createPoll(() => all, log)(scheduledEvent(all.now()), invocationContext('poll')));
  try {
    world.show('v20240729');
    await invoke(logOf('poll'));
    await invoke((entry) => quiet.push(entry));
    world.show('v20240817');
    world.github.publish('v20240817', {
      name: 'AMI Release v20240817',
      body: `${notes}\n### Something new\n\n| a | b |\n|---|---|\n| c | d |`,
    });
    world.ssm.fault(({ region }) =>
      region === 'eu-west-1' ? { kind: 'error', type: 'AccessDeniedException' } : undefined,
    );
    await invoke(logOf('poll'));
  } finally {
    await world.stop();
  }
}

async function deliveries(): Promise<void> {
  const world = await startDeliverWorld();
  const invoke = (log: (entry: LogEntry) => void) =>
    whatever(
      Promise.resolve(
        createDeliver(() => world.context, log)(scheduledEvent(world.now()), invocationContext('deliver')),
      ),
    );
  try {
    configureEveryKind(world);
    await world.run();
    await world.announce('v20240817', 'v20240729');
    fail(world, 'key', { kind: 'answer', status: 400 });
    await invoke(logOf('deliver'));
    fail(world, 'bot', { kind: 'answer', status: 503 });
    await world.announce('v20240729', 'v20240703');
    await invoke(logOf('deliver'));
    world.advance(3_600_000);
    await invoke(logOf('deliver'));
  } finally {
    await world.stop();
  }
}

async function digests(): Promise<void> {
  const world = await startDigestWorld();
  try {
    world.list('team', daily);
    world.list('odd', 'no list');
    await world.run();
    world.at('2024-08-17T12:00:00Z');
    await world.announce('v20240817', 'v20240729');
    world.at('2024-08-18T08:10:00Z');
    const handler = createDigest(() => world.context, logOf('digest'));
    await whatever(handler(scheduledEvent(new Date('2024-08-18T08:10:00Z')), invocationContext('digest')));
  } finally {
    await world.stop();
  }
}

async function failingFeed(): Promise<void> {
  const handler = createFeed(
    () => {
      throw new Error('The table is away.');
    },
    (error) => logFailure(error, logOf('feed')),
  );
  const event = { rawPath: '/', requestContext: { http: { method: 'GET' } } };
  await handler(event as never, invocationContext('feed'));
}

/** A Region that may not be read. */
async function account(): Promise<void> {
  const world = await startAccountWorld();
  try {
    world.local.eks.fault(() => ({ kind: 'error', type: 'AccessDeniedException' }));
    for (const entry of (await world.read()).log) logOf('account')(entry);
  } finally {
    await world.stop();
  }
}

beforeAll(() => Promise.all([polls(), deliveries(), digests(), failingFeed(), account()]));

interface Embedded {
  readonly FunctionName: string;
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/** `poll Polls`, … as CloudWatch takes them from a line. */
function measuresIn(entry: LogEntry): readonly string[] {
  if (!('_aws' in entry)) return [];
  const { FunctionName, _aws } = entry as unknown as Embedded;
  expect(Math.abs(_aws.Timestamp - Date.now())).toBeLessThan(120_000);
  return _aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics, Namespace }) => {
    expect([Namespace, Dimensions]).toEqual([measureNamespace, [['FunctionName']]]);
    return Metrics.map(({ Name }) => {
      expect(entry[Name]).toBeGreaterThan(0);
      return `${FunctionName} ${Name}`;
    });
  });
}

describe('lines of the log', () => {
  test('tell of events that docs/logs.md has, by the functions that it names, and of each of them', () => {
    const told = [...said].flatMap(([name, entries]) => entries.map(({ event }) => `${name} ${event}`));
    const known = Object.entries(logEvents).flatMap(([event, { by }]) =>
      by.map((name) => `${name} ${event}`),
    );
    expect([...new Set(told)].sort()).toEqual(known.sort());
  });

  test('are those of docs/logs.md', async () => {
    expect(await readFile(logsPagePath, 'utf8')).toBe(await renderLogsPage());
  });

  test('have every measure, of one function each', () => {
    const counted = new Set([...said.values()].flat().flatMap(measuresIn));
    const names = [...counted].map((one) => one.split(' ')[1]);
    expect(names.sort()).toEqual(Object.keys(measures).sort());
  });

  test('have every number that an alarm goes by', () => {
    const counted = new Set([...said.values()].flat().flatMap(measuresIn));
    const watched = Object.values(alarms).flatMap(({ Properties }) => {
      const { Dimensions, MetricName, Namespace } = Properties as Record<string, unknown>;
      if (Namespace !== measureNamespace) return [];
      const [{ Value }] = Dimensions as readonly [{ readonly Value: { readonly Ref: string } }];
      return [`${Value.Ref.replace('LambdaFunction', '').toLowerCase()} ${MetricName}`];
    });
    expect(watched).toHaveLength(5);
    expect(watched.filter((one) => !counted.has(one))).toEqual([]);
  });

  test('count nothing but the heartbeat while nothing happens', () => {
    expect(quiet.flatMap(measuresIn)).toEqual(['poll Polls']);
  });
});
