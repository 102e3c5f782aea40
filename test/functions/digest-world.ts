import { createContext, type DigestContext } from '../../functions/digest/context.ts';
import type { DigestResult } from '../../functions/digest/digest.ts';
import { DigestFailedError } from '../../functions/digest/fail-when-problems.ts';
import { createHandler } from '../../functions/digest/handler.ts';
import { createResources } from '../../infra/local/create-resources.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { type SesEndpoint, startSesEndpoint } from '../../infra/local/ses-endpoint.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement, AnnouncementKind } from '../../shared/announce/announcement.ts';
import { keepAnnouncement } from '../../shared/aws/records.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Report } from '../../shared/report/report.ts';
import { reportOf } from '../report/recorded.ts';

/** The embedded AWS with SES, and the handler of digests with a clock that the test moves. */
export interface DigestWorld {
  readonly context: DigestContext;
  readonly local: LocalAws;
  readonly ses: SesEndpoint;
  readonly topicArn: string;
  readonly queueUrl: string;
  /** Sets the clock. */
  readonly at: (instant: string) => void;
  readonly list: (name: string, config: object | string) => void;
  /** Makes an announcement at this time as a poll does. */
  readonly announce: (
    release: ReleaseTag,
    before: ReleaseTag,
    kind?: AnnouncementKind,
    change?: Partial<Report>,
  ) => Promise<Announcement>;
  /** The handler with a scheduled event; what a failed run did is its result all the same. */
  readonly run: (context?: Partial<DigestContext>) => Promise<DigestResult & { readonly failed: boolean }>;
  /** Calls of DynamoDB since the last time that this was asked, by name. */
  readonly tableCalls: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export const listsPath = '/amiwatch/test/digests';

/** Mails a day at eight in the morning, UTC. */
export const daily = {
  kind: 'ses',
  from: 'EKS AMIs <amis@example.com>',
  to: ['team@example.com'],
  every: 'day',
};

export async function startDigestWorld(): Promise<DigestWorld> {
  const local = await startLocalAws();
  const [{ queueUrl, tableName, topicArn }, ses] = await Promise.all([
    createResources(local),
    startSesEndpoint(),
  ]);
  const parameters = new Map<string, StoredParameter>();
  let now = new Date('2024-08-17T08:10:00Z');
  const made = createContext({ tableName, listsPath }, { ...local, ses: ses.url }, () => now);
  const context: DigestContext = { ...made, sleep: async () => {} };
  let calls: string[] = [];
  context.table.client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (input) => {
        calls.push(commandName);
        return next(input);
      },
    { step: 'initialize', name: 'count' },
  );
  return {
    context,
    local,
    ses,
    topicArn,
    queueUrl,
    at: (instant) => {
      now = new Date(instant);
    },
    list: (name, config) => {
      const value = typeof config === 'string' ? config : JSON.stringify(config);
      parameters.set(`${listsPath}/${name}`, { value, version: 1, modified: now });
      local.ssm.serve(new Map([[local.region, parameters]]));
    },
    announce: (release, before, kind = 'new-release', change = {}) => {
      const report = { ...reportOf(release, before), ...change };
      return keepAnnouncement(context.table, announce(report, kind, behaviourChanges, now));
    },
    run: async (change = {}) => {
      const handler = createHandler(
        () => ({ ...context, ...change }),
        () => {},
      );
      try {
        return { ...(await handler(scheduledEvent(now), invocationContext('digest'))), failed: false };
      } catch (error) {
        if (error instanceof DigestFailedError) return { ...error.result, failed: true };
        throw error;
      }
    },
    tableCalls: () => {
      const made = calls;
      calls = [];
      return made;
    },
    stop: async () => {
      await ses.stop();
      await local.stop();
    },
  };
}
