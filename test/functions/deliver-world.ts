import type { SQSEvent } from 'aws-lambda';
import { createContext, type DeliverContext } from '../../functions/deliver/context.ts';
import type { DeliverResult } from '../../functions/deliver/deliver.ts';
import { DeliverFailedError } from '../../functions/deliver/fail-when-problems.ts';
import { createHandler } from '../../functions/deliver/handler.ts';
import { createResources } from '../../infra/local/create-resources.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import {
  type SinkFault,
  startWebhookEndpoint,
  type WebhookEndpoint,
} from '../../infra/local/webhook-endpoint.ts';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement, AnnouncementKind } from '../../shared/announce/announcement.ts';
import type { HubConfig } from '../../shared/announce/route.ts';
import { keepAnnouncement } from '../../shared/aws/records.ts';
import { writeReport } from '../../shared/aws/reports.ts';
import { type DeliveryRecord, readDelivery } from '../../shared/aws/route-deliveries.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Report } from '../../shared/report/report.ts';
import { severities } from '../../shared/report/severity.ts';
import { reportOf } from '../report/recorded.ts';

/** The embedded AWS, an endpoint that plays Slack and webhooks, and the handler of deliveries with a clock that the test moves. */
export interface DeliverWorld {
  readonly context: DeliverContext;
  readonly local: LocalAws;
  readonly sink: WebhookEndpoint;
  /** Every line of the log so far, as text. */
  readonly log: () => readonly string[];
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
  /** Any parameter by its whole name; `undefined` takes it away. */
  readonly parameter: (name: string, value: string | undefined) => void;
  readonly secret: (name: string, value: string) => void;
  /** Configures a route with a secret of its own; `undefined` takes it away. */
  readonly route: (name: string, config: object | string | undefined) => void;
  /** Makes an announcement as a poll does. */
  readonly announce: (
    release: ReleaseTag,
    before: ReleaseTag,
    kind?: AnnouncementKind,
    change?: Partial<Report>,
  ) => Promise<Announcement>;
  /** The handler with an event: a minute that has passed, or messages that name announcements. */
  readonly run: (
    told?: readonly (object | string)[],
  ) => Promise<DeliverResult & { readonly failed: boolean }>;
  readonly record: (route: string, id: string) => Promise<DeliveryRecord | undefined>;
  readonly stop: () => Promise<void>;
}

export const routesPath = '/amiwatch/test/routes';
export const secretsPath = '/amiwatch/test/secrets';
/** What no log, table or error may have. */
export const marker = 'xoxb-marker-do-not-show';

export function queueEvent(messages: readonly (object | string)[]): SQSEvent {
  return {
    Records: messages.map((message, index) => ({
      messageId: `message-${index}`,
      receiptHandle: '',
      body: typeof message === 'string' ? message : JSON.stringify(message),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:amiwatch',
      awsRegion: 'us-east-1',
    })),
  };
}

/** Where the page of this deployment is: every message leads there. */
const publicUrl = 'https://amis.example.com';

export async function startDeliverWorld({
  hub,
  ...options
}: {
  readonly timeoutMs?: number;
  readonly hub?: (sinkUrl: string) => HubConfig;
} = {}): Promise<DeliverWorld> {
  const local = await startLocalAws();
  const [resources, sink] = await Promise.all([createResources(local), startWebhookEndpoint()]);
  const parameters = new Map<string, StoredParameter>();
  const lines: string[] = [];
  let now = new Date('2024-08-17T12:00:00Z');
  const put = (name: string, value: string | undefined, secure: { secure?: true } = {}) => {
    const version = (parameters.get(name)?.version ?? 0) + 1;
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, { value, version, modified: now, ...secure });
    local.ssm.serve(new Map([[local.region, parameters]]));
  };
  put('/other', '');
  const places = { ...local, slackApi: `${sink.url}/api`, slackHosts: [new URL(sink.url).host] };
  const config = { tableName: resources.tableName, routesPath, hub: hub?.(sink.url) };
  const made = createContext(config, places, () => now);
  const context: DeliverContext = {
    ...made,
    sleep: async () => {},
    post: (url, body, more) => made.post(url, body, { ...options, ...more }),
  };
  const handler = createHandler(
    () => context,
    (entry) => lines.push(JSON.stringify(entry)),
  );
  return {
    context,
    local,
    sink,
    log: () => lines,
    now: () => now,
    advance: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    parameter: (name, value) => put(name, value),
    secret: (name, value) => put(`${secretsPath}/${name}`, value, { secure: true }),
    route: (name, config) => {
      put(`${routesPath}/${name}`, typeof config === 'object' ? JSON.stringify(config) : config);
    },
    announce: async (release, before, kind = 'new-release', change = {}) => {
      const report = { ...reportOf(release, before), ...change };
      await writeReport(context.table, report, now);
      return keepAnnouncement(context.table, announce(report, kind, behaviourChanges, now, { publicUrl }));
    },
    run: async (told) => {
      const event = told === undefined ? scheduledEvent(now) : queueEvent(told);
      try {
        return { ...(await handler(event, invocationContext('deliver'))), failed: false };
      } catch (error) {
        if (error instanceof DeliverFailedError) return { ...error.result, failed: true };
        throw error;
      }
    },
    record: async (route, id) => (await readDelivery(context.table, route, id))?.value,
    stop: async () => {
      await sink.stop();
      await local.stop();
    },
  };
}

/** Three routes, one of each kind, that want everything. */
export function configureEveryKind({ route, secret, sink }: DeliverWorld): void {
  const filter = { severities };
  secret('hook', `${sink.url}/services/T0/B0/${marker}`);
  secret('bot', marker);
  secret('key', marker);
  route('hook', { kind: 'slack-webhook', secret: `${secretsPath}/hook`, filter });
  route('bot', { kind: 'slack-bot', secret: `${secretsPath}/bot`, channel: 'C0123456789', filter });
  // Loopback stands for a receiver on the internet; its address is one that a test alone may use.
  route('key', {
    kind: 'webhook',
    url: sink.url.replace('http:', 'https:'),
    secret: `${secretsPath}/key`,
    filter,
  });
}

export const routeNames = ['hook', 'bot', 'key'] as const;
type RouteName = (typeof routeNames)[number];

/** Answers one route in this way, and the others well. */
export function fail(
  { sink }: DeliverWorld,
  route: RouteName,
  fault: SinkFault,
  when: (body: string) => boolean = () => true,
): void {
  sink.fault(({ body, path }) => (routeOf(path) === route && when(body) ? fault : undefined));
}

/** The route of `configureEveryKind` that a request is for. */
export function routeOf(path: string): RouteName {
  if (path.startsWith('/services/')) return 'hook';
  return path.startsWith('/api/') ? 'bot' : 'key';
}

/** What has become of an announcement on each of those routes. */
export async function statesOf(
  { record }: DeliverWorld,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const states = routeNames.map(async (route) => [route, (await record(route, id))?.state] as const);
  return Object.fromEntries(await Promise.all(states));
}
