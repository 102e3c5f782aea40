import { randomUUID } from 'node:crypto';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import { hasParts, type PublishParts, publishParts } from './publish-parts.ts';

export interface MessagingEndpoint {
  /** Speaks SNS and SQS. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

type Stores = NonNullable<BuildAppOptions['stores']>;
type Persistence = NonNullable<Stores['sqsStore']['persistence']>;

/**
 * SNS and SQS protocol servers on loopback, on one port, delivering topic messages to subscribed queues. With `dataDir`
 * topics, subscriptions, queues and messages are kept there (SQLite) and survive SIGKILL of the process.
 *
 * fauxqs' own `startFauxqs` always listens on every interface of the machine. Its parts are put together here instead,
 * so that a server that asks for no credentials is on 127.0.0.1 alone; its exact version is pinned for that reason.
 */
export async function startMessagingEndpoint(options: {
  readonly dataDir?: string;
}): Promise<MessagingEndpoint> {
  const stores = await newStores();
  const app = buildApp({ logger: false, stores });
  const parts = await loadPublishParts();
  app.addHook('preHandler', async (request, reply) => {
    const form = request.body as Readonly<Record<string, string>> | null;
    if (form === null || !hasParts(form)) return undefined;
    const published = publishParts(form, stores, parts, randomUUID());
    return 'refused' in published
      ? reply
          .code(400)
          .type('text/xml')
          .send(parts.snsErrorResponse('InvalidParameter', `Invalid parameter: ${published.refused}`))
      : reply
          .type('text/xml')
          .send(parts.snsSuccessResponse('Publish', `<MessageId>${published.messageId}</MessageId>`));
  });
  if (options.dataDir !== undefined) {
    const persistence = await openPersistence(options.dataDir);
    // Load first, attach after: an attached store writes every row back while it is read.
    persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
    stores.sqsStore.persistence = persistence;
    stores.snsStore.persistence = persistence;
    for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;
    app.addHook('preClose', () => persistence.close());
  }
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, stop: () => app.close() };
}

async function newStores(): Promise<Stores> {
  const [sqs, sns, s3] = await Promise.all([
    part<{ readonly SqsStore: new () => Stores['sqsStore'] }>('sqs/sqsStore.js'),
    part<{ readonly SnsStore: new () => Stores['snsStore'] }>('sns/snsStore.js'),
    part<{ readonly S3Store: new () => Stores['s3Store'] }>('s3/s3Store.js'),
  ]);
  return { sqsStore: new sqs.SqsStore(), snsStore: new sns.SnsStore(), s3Store: new s3.S3Store() };
}

/** Answers in the form of the protocol. */
interface Responses {
  readonly snsErrorResponse: (code: string, message: string) => string;
  readonly snsSuccessResponse: (action: string, result: string) => string;
}

async function loadPublishParts(): Promise<PublishParts & Responses> {
  const [publishing, filter, responses] = await Promise.all([
    part<Pick<PublishParts, 'fanOutToSubscriptions'>>('sns/actions/publish.js'),
    part<Pick<PublishParts, 'matchesFilterPolicy'>>('sns/filter.js'),
    part<Responses>('common/xml.js'),
  ]);
  return { ...publishing, ...filter, ...responses };
}

async function openPersistence(dataDir: string): Promise<Persistence> {
  const { PersistenceManager } = await part<{
    readonly PersistenceManager: new (dataDir: string) => Persistence;
  }>('persistence.js');
  return new PersistenceManager(dataDir);
}

/** A module of fauxqs that its package does not export by name. */
async function part<Module>(path: string): Promise<Module> {
  const url = new URL(path, import.meta.resolve('fauxqs'));
  return (await import(/* @vite-ignore */ url.href)) as Module;
}
