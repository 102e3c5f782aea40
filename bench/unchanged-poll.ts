import type { Measurement } from './measurement.ts';
import { median, timed } from './statistics.ts';
import { allTracks, startWatchedHistory } from './watched-history.ts';
import { pattern } from './write-history.ts';

const repeats = 11;

/** What a poll costs that finds nothing new: the usual case, 105,120 times a year. */
export async function measureUnchangedPoll(): Promise<readonly Measurement[]> {
  const watcher = await startWatchedHistory(pattern.length, allTracks);
  try {
    watcher.release();
    await watcher.poll();
    const times: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) times.push((await timed(watcher.poll)).ms);

    watcher.requests.reset();
    const callsBefore = watcher.ssmCalls();
    await watcher.poll();
    const { GetItem = 0, Query = 0, ...others } = watcher.requests.counts();
    const writes = Object.values(others).reduce((sum, count) => sum + count, 0);
    const calls = watcher.ssmCalls() - callsBefore;
    const { names } = watcher;
    const count = (id: string, what: string, value: number, promise: string): Measurement => ({
      id: `unchanged-poll-${id}`,
      what: `  ${what}`,
      value,
      unit: 'requests',
      promise,
    });
    return [
      {
        id: 'unchanged-poll',
        what: `Unchanged poll of ${names} names in one Region`,
        value: median(times),
        unit: 'ms',
      },
      count('ssm', 'calls of SSM', calls, `⌈${names}/10⌉ = ${Math.ceil(names / 10)}`),
      count('get-item', 'GetItem', GetItem, '1'),
      count('query', 'Query', Query, '1'),
      count('writes', 'anything else, writes for one', writes, '0'),
    ];
  } finally {
    await watcher.stop();
  }
}
