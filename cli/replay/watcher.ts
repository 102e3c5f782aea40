import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createContext, type PollContext } from '../../functions/poll/context.ts';
import { PollFailedError } from '../../functions/poll/fail-when-problems.ts';
import { createHandler } from '../../functions/poll/handler.ts';
import type { PollResult } from '../../functions/poll/poll.ts';
import {
  createResources,
  type LocalResources,
  TableNeverActiveError,
} from '../../infra/local/create-resources.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { DirectoryInUseError } from '../../infra/local/lock.ts';
import type { RecordedInstant } from '../../infra/local/recorded-parameters.ts';
import { forgetTables, type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { openReleases, readAnnouncements, readHeads } from '../../shared/aws/records.ts';
import { eksAccount } from '../../shared/packages/image-description/owner.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { reasonOf, UsageError } from '../usage-error.ts';
import { openInbox } from './inbox.ts';

/** The deployed watcher on this machine: the poll's own handler against the embedded AWS, and a subscriber. */
export interface Watcher {
  readonly context: PollContext;
  /** The newest release that the table has seen, where a run on an earlier table goes on; `undefined` on a new one. */
  readonly position: () => Promise<ReleaseTag | undefined>;
  /** Shows the watcher this instant and polls once; returns when every announcement has arrived. */
  readonly pollAt: (instant: RecordedInstant) => Promise<PollResult>;
  readonly stop: () => Promise<void>;
}

export interface WatcherOptions {
  readonly region: string;
  readonly tracks: readonly Track[];
  /** Keeps the table and what was told over restarts; without it all is in memory. */
  readonly dataDir?: string;
  readonly tell: (announcement: Announcement) => void;
}

/** Notes may take this long in the replay before a release is announced without them, as when deployed. */
const limits = { pendingAfterMs: 86_400_000, giveUpAfterMs: 14 * 86_400_000 };

export async function startWatcher({ region, tracks, dataDir, tell }: WatcherOptions): Promise<Watcher> {
  const { local, resources } = await startEmbedded(dataDir).catch((error: unknown) => {
    if (dataDir === undefined) throw error;
    if (error instanceof DirectoryInUseError) throw new UsageError(error.message);
    throw new UsageError(`Cannot use the data directory ${JSON.stringify(dataDir)}: ${reasonOf(error)}.`);
  });
  const sqs = new SQSClient({ region: local.region, endpoint: local.endpoints.sqs, credentials });
  const journal = dataDir === undefined ? undefined : join(dataDir, 'told');
  const inbox = openInbox(sqs, resources.queueUrl, tell, journal);
  let instant = new Date(0);
  let caughtUp = false;
  const config = {
    tableName: resources.tableName,
    topicArn: resources.topicArn,
    regions: [region],
    tracks,
    limits,
    images: { owners: [eksAccount] },
  };
  const context = { ...createContext(config, local), now: () => instant };
  const handler = createHandler(
    () => context,
    () => {},
  );
  const { stream, table } = context;
  return {
    context,
    position: async () => {
      const heads = Object.values((await readHeads(table, region))?.value.heads ?? {});
      const open = await openReleases(table, stream);
      return [...heads.map(({ release }) => release), ...open].sort().at(-1);
    },
    pollAt: async ({ at, images, parameters }) => {
      instant = at;
      local.ssm.serve(new Map([[region, parameters]]));
      local.ec2.serve(new Map([[region, images]]));
      const result = await polled(() => handler(scheduledEvent(at), invocationContext('poll')));
      // The first poll also hears what an earlier run published and did not live to tell.
      const owed = caughtUp ? result.published : await readAnnouncements(table, stream);
      await inbox.hear(owed.map(({ id }) => id));
      caughtUp = true;
      return result;
    },
    stop: async () => {
      sqs.destroy();
      await local.stop();
    },
  };
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

async function startEmbedded(
  dataDir: string | undefined,
  again = true,
): Promise<{ local: LocalAws; resources: LocalResources }> {
  const local = await startLocalAws(dataDir === undefined ? {} : { dataDir });
  try {
    return { local, resources: await createResources(local) };
  } catch (error) {
    await local.stop();
    if (!(error instanceof TableNeverActiveError) || dataDir === undefined || !again) throw error;
    await forgetTables(dataDir);
    return startEmbedded(dataDir, false);
  }
}

/** A poll with problems fails after all its work is done; a person sees both the work and the problems. */
async function polled(invoke: () => Promise<PollResult>): Promise<PollResult> {
  try {
    return await invoke();
  } catch (error) {
    if (error instanceof PollFailedError) return error.result;
    throw error;
  }
}
