import { type BuildAppOptions, buildApp } from 'fauxqs';

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
