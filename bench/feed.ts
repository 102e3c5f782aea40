import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startFeed } from '../cli/serve.ts';
import { closeServer, listenOnLoopback } from '../infra/local/loopback.ts';
import { bundleFunction } from './function-bundle.ts';
import { type Hammering, hammer, type Load } from './hammer.ts';
import type { Measurement } from './measurement.ts';
import { median } from './statistics.ts';

/** What is asked: a whole page of the feed, one that the client has already, and a filtered one. */
const requests = [
  { id: 'full', what: 'a page of the feed', path: '/feed.json', unchanged: false },
  { id: 'not-modified', what: '304', path: '/feed.json', unchanged: true },
  {
    id: 'filtered',
    what: 'a filtered page',
    path: '/feed.json?severity=breaking&kubernetes=1.30',
    unchanged: false,
  },
] as const;

/** By turns, so that what else the machine does meets both alike. */
const rounds = 7;
const secondsOfRound = 1;

/** Requests a second of the feed against a bare server that sends the same bytes, by turns in one run; memory; cold start. */
export async function measureFeed(): Promise<readonly Measurement[]> {
  const feed = await startFeed(undefined, 0);
  try {
    const speeds: Measurement[] = [];
    for (const request of requests) speeds.push(...(await compare(feed.url, request)));
    return [...speeds, ...(await measureMemory(feed.url)), ...(await measureColdStart())];
  } finally {
    await feed.stop();
  }
}

export async function compare(url: string, { id, what, path, unchanged }: (typeof requests)[number]) {
  const accept = { 'accept-encoding': 'br' };
  const sample = await fetch(`${url}${path}`, { headers: accept });
  const etag = sample.headers.get('etag') ?? '';
  const headers = unchanged ? { ...accept, 'if-none-match': etag } : accept;
  const bare = await startBare(`${url}${path}`, headers);
  try {
    const ours: Served[] = [];
    const theirs: Served[] = [];
    for (let round = 0; round < rounds; round++) {
      const asked = { paths: [path], headers, seconds: secondsOfRound };
      theirs.push(await serve({ ...asked, port: portOf(bare.url) }));
      ours.push(await serve({ ...asked, port: portOf(url) }));
    }
    const ratio = (of: (served: Served) => number) => median(ours.map(of)) / median(theirs.map(of));
    return [
      {
        id: `feed-${id}`,
        what: `${what}: requests for each second of the server’s core, against a bare server`,
        value: ratio(({ perCoreSecond }) => perCoreSecond),
        unit: '×',
        promise: '≥ 0.5 ×',
      },
      {
        id: `feed-${id}-rate`,
        what: `${what}: requests in a second, against a bare server`,
        value: ratio(({ perSecond }) => perSecond),
        unit: '×',
        promise: '≥ 0.5 ×',
      },
      {
        id: `feed-${id}-p99`,
        what: `${what}: p99 against a bare server`,
        value: ratio(({ p99Ms }) => p99Ms),
        unit: '×',
      },
      {
        id: `feed-${id}-speed`,
        what: `${what}: requests in a second`,
        value: Math.round(median(ours.map(({ perSecond }) => perSecond))),
        unit: 'requests',
      },
    ] satisfies Measurement[];
  } finally {
    await bare.stop();
  }
}

interface Served extends Load {
  /** What else the machine does takes the core away, and not the time on it. */
  readonly perCoreSecond: number;
}

/** Both servers run in this thread, whoever asks in another. */
async function serve(hammering: Hammering): Promise<Served> {
  const before = process.threadCpuUsage();
  const load = await hammer(hammering);
  const { user, system } = process.threadCpuUsage(before);
  return { ...load, perCoreSecond: (load.requests * 1_000_000) / (user + system) };
}

/** A server that does nothing but send what the feed sends. */
async function startBare(address: string, headers: Readonly<Record<string, string>>) {
  const answer = await new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>(
    (resolve, reject) => {
      request(address, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const named = Object.entries(response.headers).map(
            ([name, value]) => [name, String(value)] as const,
          );
          const sent = named.filter(
            ([name]) => !['date', 'connection', 'keep-alive', 'transfer-encoding'].includes(name),
          );
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(sent),
            body: Buffer.concat(chunks),
          });
        });
      })
        .on('error', reject)
        .end();
    },
  );
  const server = createServer((_, response) => {
    response.writeHead(answer.status, answer.headers).end(answer.status === 304 ? undefined : answer.body);
  });
  const url = await listenOnLoopback(server, 0);
  return { url, stop: () => closeServer(server) };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const warmRequests = 50_000;
const manyRequests = 1_000_000;

/**
 * What is kept after many requests against what is kept after some: what grows with requests would show. The process
 * has more than that: what V8 has freed it hands back as it likes, which is up to a fifth to and fro.
 */
async function measureMemory(url: string): Promise<readonly Measurement[]> {
  // Some hundred answers by turns, from the smallest to whole pages.
  const paths = Array.from(
    { length: 100 },
    (_, index) => `/v1/releases?limit=${(index % 50) + 1}${index < 50 ? '' : '&kubernetes=1.30'}`,
  );
  const port = portOf(url);
  const after = async (count: number) => {
    await hammer({ port, paths, headers: { 'accept-encoding': 'br' }, count });
    collectGarbage();
    const { external, heapUsed, rss } = process.memoryUsage();
    return { kept: heapUsed + external, rss };
  };
  const some = await after(warmRequests);
  const many = await after(manyRequests);
  const times = `after ${manyRequests.toLocaleString('en')} more requests`;
  return [
    {
      id: 'feed-memory',
      what: `memory kept ${times}`,
      value: many.kept / some.kept,
      unit: '×',
      promise: '≤ 1.1 ×',
    },
    {
      id: 'feed-memory-process',
      what: `memory of the process ${times}`,
      value: many.rss / some.rss,
      unit: '×',
    },
  ];
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

const coldStarts = 7;

/** Time to load the bundle of the feed in a fresh process, and that of a handler that does nothing. */
async function measureColdStart(): Promise<readonly Measurement[]> {
  const bundle = await bundleFunction('feed');
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-bench-'));
  try {
    await writeFile(join(folder, 'empty.mjs'), 'export const handler = async () => ({ statusCode: 200 });\n');
    const [feed, empty] = [await loadMs(bundle.entry), await loadMs(join(folder, 'empty.mjs'))];
    return [
      {
        id: 'feed-cold-start',
        what: 'the feed’s bundle is loaded, beyond an empty handler',
        value: feed - empty,
        unit: 'ms',
      },
    ];
  } finally {
    await Promise.all([bundle.remove(), rm(folder, { recursive: true })]);
  }
}

async function loadMs(file: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < coldStarts; run++) {
    const script = `const started = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - started);`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        env: { AWS_REGION: 'us-east-1', AMIWATCH_TABLE: 'table' },
      },
    );
    times.push(Number(stdout));
  }
  return median(times);
}
