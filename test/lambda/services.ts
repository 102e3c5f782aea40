import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  createResources,
  createTable,
  createTopic,
  type LocalResources,
} from '../../infra/local/create-resources.ts';
import { type GithubEndpoint, startGithubEndpoint } from '../../infra/local/github-endpoint.ts';
import { type SesEndpoint, startSesEndpoint } from '../../infra/local/ses-endpoint.ts';
import type { StoredParameter } from '../../infra/local/ssm-endpoint.ts';
import { type LocalAws, startLocalAws } from '../../infra/local/start-local-aws.ts';
import { startWebhookEndpoint, type WebhookEndpoint } from '../../infra/local/webhook-endpoint.ts';
import type { Endpoints } from './recorder.ts';
import type { TemplateResource } from './resolve-template.ts';

/** AWS and the outside world as servers of this machine, with what a template creates in them. */
export interface Services {
  readonly local: LocalAws;
  readonly endpoints: Endpoints;
  /** Hosts of the outside world, and who plays them. */
  readonly outside: Readonly<Record<string, string>>;
  readonly sink: WebhookEndpoint;
  readonly github: GithubEndpoint;
  readonly ses: SesEndpoint;
  /** A topic of the account's own, which digests may go to, and a queue that hears it. */
  readonly digests: LocalResources;
  /** Puts parameters into a Region. */
  readonly put: (region: string, parameters: ReadonlyMap<string, StoredParameter>) => void;
  readonly stop: () => Promise<void>;
}

type Resources = Readonly<Record<string, TemplateResource>>;

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export async function startServices(resources: Resources, region: string): Promise<Services> {
  const [local, sink, github, ses] = await Promise.all([
    startLocalAws(),
    startWebhookEndpoint(),
    startGithubEndpoint(),
    startSesEndpoint(),
  ]);
  await create(local, resources, region);
  const digests = await createResources(local, { table: 'other', topic: 'digests', queue: 'digests' });
  const parameters = new Map<string, Map<string, StoredParameter>>();
  return {
    local,
    endpoints: { ...local.endpoints, ses: ses.url },
    outside: {
      'api.github.com': github.url,
      'hooks.slack.com': sink.url,
      'hooks.example.com': sink.url,
      'slack.com': sink.url,
    },
    sink,
    github,
    ses,
    digests,
    put: (where, more) => {
      parameters.set(where, new Map([...(parameters.get(where) ?? []), ...more]));
      local.ssm.serve(parameters);
    },
    stop: async () => {
      await Promise.all([sink.stop(), github.stop(), ses.stop()]);
      await local.stop();
    },
  };
}

/** Tables, topics, queues and subscriptions of the template, under its names and with its settings. */
async function create(local: LocalAws, resources: Resources, region: string): Promise<void> {
  const of = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  const sqs = new SQSClient({ region, endpoint: local.endpoints.sqs, credentials });
  const sns = new SNSClient({ region, endpoint: local.endpoints.sns, credentials });
  try {
    for (const [name] of of('AWS::DynamoDB::Table')) await createTable(local, name);
    for (const [name] of of('AWS::SNS::Topic')) await createTopic(local, name);
    for (const [name] of of('AWS::SQS::Queue')) await sqs.send(new CreateQueueCommand({ QueueName: name }));
    for (const [, { Properties = {} }] of of('AWS::SNS::Subscription')) {
      const { Endpoint, Protocol, RawMessageDelivery, TopicArn } = Properties;
      await sns.send(
        new SubscribeCommand({
          TopicArn: String(TopicArn),
          Protocol: String(Protocol),
          Endpoint: String(Endpoint),
          Attributes: { RawMessageDelivery: String(RawMessageDelivery) },
        }),
      );
    }
  } finally {
    sqs.destroy();
    sns.destroy();
  }
}
