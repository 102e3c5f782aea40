import { createContext, type PollContext } from '../functions/poll/context.ts';
import { createHandler } from '../functions/poll/handler.ts';
import type { PollResult } from '../functions/poll/poll.ts';
import { createResources } from '../infra/local/create-resources.ts';
import { invocationContext, scheduledEvent } from '../infra/local/invoke.ts';
import { recordedInstants } from '../infra/local/recorded-parameters.ts';
import { startLocalAws } from '../infra/local/start-local-aws.ts';
import { readRecord } from '../shared/packages/recorded-history/read-record.ts';
import { type ReleaseTag, releaseNotesUrl } from '../shared/parameters/release-tag.ts';
import type { Track } from '../shared/parameters/track.ts';
import { countRequests, type Requests } from './count-requests.ts';
import { retagged, tagOfDay } from './retagged.ts';
import { pattern, writeHistory } from './write-history.ts';

const region = 'us-east-1';
const limits = { pendingAfterMs: 86_400_000, giveUpAfterMs: 14 * 86_400_000 };

/** The two newest releases come again turn by turn, so that every poll finds packages that went up or down. */
const coming = pattern.slice(-2);
const [newest] = pattern.slice(-1);
/** The tracks of the newest release, 35 of them. */
export const allTracks: readonly Track[] =
  newest === undefined ? [] : readRecord(newest).facts.images.map(({ track }) => track);

/** A watcher on the embedded AWS whose table has a history behind it. */
export interface WatchedHistory {
  /** Parameters that every poll asks for. */
  readonly names: number;
  readonly requests: Requests;
  readonly ssmCalls: () => number;
  /** Shows a release that was not there before. */
  readonly release: () => void;
  /** One invocation of the handler; it throws when anything at all goes wrong. */
  readonly poll: () => Promise<PollResult>;
  readonly stop: () => Promise<void>;
}

/** Starts a watcher of these tracks with so many releases behind it. */
export async function startWatchedHistory(
  releases: number,
  tracks: readonly Track[],
): Promise<WatchedHistory> {
  const local = await startLocalAws();
  const resources = await createResources(local);
  const documents = new Map<ReleaseTag, string>();
  let instant = new Date(0);
  let day = releases;
  const context: PollContext = {
    ...createContext({ ...resources, regions: [region], tracks, limits }, local),
    documents: [
      async (_, release) => {
        const text = documents.get(release);
        return text === undefined
          ? undefined
          : { source: 'recorded-history', text, url: releaseNotesUrl(release) };
      },
    ],
    now: () => instant,
  };
  await writeHistory(context, region, releases);
  const handler = createHandler(
    () => context,
    () => {},
  );
  return {
    names: tracks.length,
    requests: countRequests(context.table),
    ssmCalls: local.ssm.calls,
    release: () => {
      const [record] = coming.slice(day % coming.length);
      if (record === undefined) throw new RangeError('The recorded history is empty.');
      const arrived = retagged(record, tagOfDay(day));
      day += 1;
      documents.set(arrived.release, JSON.stringify(arrived));
      for (const { at, parameters } of recordedInstants([readRecord(arrived).facts], region)) {
        instant = at;
        local.ssm.serve(new Map([[region, parameters]]));
      }
    },
    poll: () => handler(scheduledEvent(instant), invocationContext('poll')),
    stop: local.stop,
  };
}
