import type { Measurement } from './measurement.ts';
import { median, timed } from './statistics.ts';
import { allTracks, startWatchedHistory, type WatchedHistory } from './watched-history.ts';
import { pattern } from './write-history.ts';

/** How many times the recorded history is behind the watcher. */
const sizes = [1, 10, 100] as const;
/** Polls that only warm up: the first ones of a process run uncompiled code over cold connections. */
const warmups = 4;
const rounds = 30;
/** A third of the tracks: how much is behind a poll counts here, and writing that is most of the time this takes. */
const tracks = allTracks.filter((_, index) => index % 3 === 0);

interface Sample {
  readonly ms: number;
  readonly requests: number;
  readonly answeredBytes: number;
}

/**
 * What a poll that finds a release costs, with more and more releases behind it. The watchers live in one process and
 * take turns, so that whatever else the machine does meets all of them; the middle of their times is compared, as a
 * ratio. Requests and bytes are counted beside it, which no noise touches: they must be the very same at every size.
 */
export async function measureGrowth(): Promise<readonly Measurement[]> {
  const watchers: { readonly size: number; readonly watcher: WatchedHistory; readonly samples: Sample[] }[] =
    [];
  try {
    for (const size of sizes)
      watchers.push({ size, watcher: await startWatchedHistory(size * pattern.length, tracks), samples: [] });
    for (let round = -warmups; round < rounds; round += 1) {
      for (const { watcher, samples } of turned(watchers, round)) {
        const sample = await pollRelease(watcher);
        if (round >= 0) samples.push(sample);
      }
    }
    const [base] = watchers;
    const results = watchers.map(({ size, samples }) => ({ size, ...middleOf(samples) }));
    const [one] = results;
    if (base === undefined || one === undefined) return [];
    return [
      {
        id: 'release-poll-1x',
        what: `Poll of one release on ${tracks.length} tracks, ${pattern.length} releases behind it`,
        value: one.ms,
        unit: 'ms',
      },
      ...results.slice(1).flatMap((result) => comparedWith(one, result)),
    ];
  } finally {
    for (const { watcher } of watchers) await watcher.stop();
  }
}

type Middle = Sample & { readonly size: number };

function comparedWith(one: Middle, { size, ms, requests, answeredBytes }: Middle): readonly Measurement[] {
  const what = `  with ${size}× that history`;
  const id = `release-poll-${size}x`;
  return [
    { id, what: `${what}: time`, value: ms / one.ms, unit: '×', promise: 'does not grow' },
    {
      id: `${id}-requests`,
      what: `${what}: requests to DynamoDB`,
      value: requests / one.requests,
      unit: '×',
      promise: 'exactly 1',
    },
    {
      id: `${id}-bytes`,
      what: `${what}: bytes read from DynamoDB`,
      value: answeredBytes / one.answeredBytes,
      unit: '×',
      promise: 'exactly 1',
    },
  ];
}

async function pollRelease(watcher: WatchedHistory): Promise<Sample> {
  watcher.release();
  watcher.requests.reset();
  const { result, ms } = await timed(watcher.poll);
  if (result.published.length !== 1) throw new Error('A release came, and the poll announced none.');
  const counts = Object.values(watcher.requests.counts());
  return {
    ms,
    requests: counts.reduce((sum, count) => sum + count, 0),
    answeredBytes: watcher.requests.answeredBytes(),
  };
}

/** The same items, starting with another one each round: who goes first is not always the same. */
function turned<T>(items: readonly T[], round: number): readonly T[] {
  const start = (round + items.length * warmups) % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function middleOf(samples: readonly Sample[]): Sample {
  const middle = (field: keyof Sample) => median(samples.map((sample) => sample[field]));
  return { ms: middle('ms'), requests: middle('requests'), answeredBytes: middle('answeredBytes') };
}
