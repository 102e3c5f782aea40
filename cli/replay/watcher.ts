import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createContext, type PollContext } from '../../functions/poll/context.ts';
import type { PollResult } from '../../functions/poll/poll.ts';
import { createResources } from '../../infra/local/create-resources.ts';
import type { RecordedInstant } from '../../infra/local/recorded-parameters.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { openReleases, readAnnouncements, readHeads } from '../../shared/aws/records.ts';
import { eksAccount } from '../../shared/packages/image-description/owner.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { startEmbedded } from '../embedded.ts';
import { pollOf } from '../poll-of.ts';
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
  const { local, resources } = await startEmbedded(dataDir, createResources);
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
  const poll = pollOf(context);
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
      const result = await poll(at);
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
