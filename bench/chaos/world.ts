import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createResources } from '../../infra/local/create-resources.ts';
import { recordedInstants } from '../../infra/local/recorded-parameters.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { startLocalAws } from '../../infra/local/start-local-aws.ts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../../infra/local/webhook-endpoint.ts';
import { tableAt } from '../../shared/aws/clients.ts';
import type { Table } from '../../shared/aws/table.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { readRecord } from '../../shared/packages/recorded-history/read-record.ts';
import { recommendedParameter } from '../../shared/parameters/parameter-name.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { severities } from '../../shared/report/severity.ts';
import type { Stage } from './handlers.ts';
import { startThrottlingProxy, type ThrottlingProxy } from './throttling-proxy.ts';

/** What no log, table or error may have. */
export const marker = 'xoxb-chaos-marker';
export const channel = 'C0123456789';

const tracks: readonly Track[] = ['AL2_x86_64/1.30', 'AL2023_x86_64_STANDARD/1.30'];
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'us-east-1';

/** The servers of a campaign: they live through all of its runs. */
export interface ChaosWorld {
  readonly proxy: ThrottlingProxy;
  /** A table, a topic and a receiver of their own for one run; with `more` so many webhooks beside one route of each kind. */
  readonly newStage: (run: number, more?: number) => Promise<RunStage>;
  readonly stop: () => Promise<void>;
}

export interface RunStage {
  readonly stage: Stage;
  readonly sink: WebhookEndpoint;
  /** Past every fault. */
  readonly table: Table;
  readonly show: (release: ReleaseTag) => void;
  /** Messages of the topic since the last call, as the queue of deliveries has them. */
  readonly messages: () => Promise<readonly string[]>;
}

export async function startChaosWorld(): Promise<ChaosWorld> {
  const local = await startLocalAws();
  const proxy = await startThrottlingProxy(local.endpoints.dynamodb);
  const sqs = new SQSClient({ region, endpoint: local.endpoints.sqs, credentials });
  const facts = recordedReleases.map((record) => readRecord(record).facts);
  const instants = new Map(recordedInstants(facts, region).map((one) => [one.facts.release, one.parameters]));
  let sink: WebhookEndpoint | undefined;
  return {
    proxy,
    newStage: async (run, more = 0) => {
      await sink?.stop();
      const [resources, fresh] = await Promise.all([
        createResources(local, { table: `run-${run}`, topic: `run-${run}`, queue: `run-${run}` }),
        startWebhookEndpoint(),
      ]);
      sink = fresh;
      const routesPath = '/amiwatch/chaos/routes';
      const routes = routeParameters(routesPath, fresh.url, more);
      const { sns, ssm } = local.endpoints;
      return {
        stage: {
          ...resources,
          routesPath,
          sinkUrl: fresh.url,
          tracks,
          services: { region, endpoints: { dynamodb: proxy.url, sns, ssm } },
        },
        sink: fresh,
        table: tableAt(resources.tableName, local),
        show: (release) => {
          const all = instants.get(release) ?? new Map<string, StoredParameter>();
          const names = new Set(tracks.map(recommendedParameter));
          const shown = [...all].filter(([name]) => names.has(name));
          local.ssm.serve(new Map([[region, new Map([...routes, ...shown])]]));
        },
        messages: () => drain(sqs, resources.queueUrl),
      };
    },
    stop: async () => {
      sqs.destroy();
      await sink?.stop();
      await proxy.stop();
      await local.stop();
    },
  };
}

/** A route of each kind, that want everything. */
function routeParameters(path: string, sinkUrl: string, more: number): ReadonlyMap<string, StoredParameter> {
  const filter = { severities };
  const secrets = { hook: `${sinkUrl}/services/T0/B0/${marker}`, bot: marker, key: marker };
  const webhook = { kind: 'webhook', url: sinkUrl.replace('http:', 'https:') };
  const kinds: Readonly<Record<string, object>> = {
    hook: { kind: 'slack-webhook' },
    bot: { kind: 'slack-bot', channel },
    key: webhook,
    ...Object.fromEntries(Array.from({ length: more }, (_, index) => [`key-${index}`, webhook])),
  };
  const about = { version: 1, modified: new Date(0) };
  return new Map<string, StoredParameter>([
    ...Object.entries(secrets).map(
      ([name, value]) => [`/amiwatch/chaos/secrets/${name}`, { ...about, value, secure: true }] as const,
    ),
    ...Object.entries(kinds).map(([name, kind]) => {
      const value = JSON.stringify({
        ...kind,
        filter,
        secret: `/amiwatch/chaos/secrets/${name.split('-')[0]}`,
      });
      return [`${path}/${name}`, { ...about, value }] as const;
    }),
  ]);
}

async function drain(sqs: SQSClient, queueUrl: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push((JSON.parse(Body) as { readonly Message: string }).Message);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}
