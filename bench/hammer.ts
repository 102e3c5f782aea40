import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What a server stood. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** What is asked, for some seconds or for a number of requests. */
export interface Hammering {
  readonly port: number;
  /** One of them after the other. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly seconds?: number;
  readonly count?: number;
}

/** Asks a server from a thread of its own, so that the server has one core to itself. */
export async function hammer(hammering: Hammering): Promise<Load> {
  const worker = new Worker(new URL('./hammer-thread.ts', import.meta.url), { workerData: hammering });
  const [load] = (await once(worker, 'message')) as [Load];
  await worker.terminate();
  return load;
}
