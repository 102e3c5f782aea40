import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDynamodbEndpoint } from './dynamodb-endpoint.ts';
import { type Ec2Endpoint, startEc2Endpoint } from './ec2-endpoint.ts';
import { type EksEndpoint, startEksEndpoint } from './eks-endpoint.ts';
import { lockDirectory } from './lock.ts';
import { startMessagingEndpoint } from './messaging-endpoint.ts';
import { type SsmEndpoint, startSsmEndpoint } from './ssm-endpoint.ts';

/** The services that the watcher uses, on this machine: real protocols over loopback, no account, no credentials. */
export interface LocalAws {
  /** Where the table, the topic and the queue are. Parameters are served for any Region. */
  readonly region: string;
  /** Base URLs, `http://127.0.0.1:port`. */
  readonly endpoints: {
    readonly dynamodb: string;
    readonly ec2: string;
    readonly eks: string;
    readonly sns: string;
    readonly sqs: string;
    readonly ssm: string;
  };
  readonly ssm: SsmEndpoint;
  readonly ec2: Ec2Endpoint;
  readonly eks: EksEndpoint;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the embedded AWS on free ports. With `dataDir` (made when missing) tables, topics, queues and messages are kept
 * there and survive the process, SIGKILL included; ports are new at every start. Without it everything is in memory.
 *
 * @throws Error when another process has `dataDir`: one at a time can use it.
 */
export async function startLocalAws(options: { readonly dataDir?: string } = {}): Promise<LocalAws> {
  const { dataDir } = options;
  // Last started, first stopped: the lock is freed when nothing writes to the directory any more.
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
  };
  async function start<Endpoint extends { readonly stop: () => Promise<void> }>(starting: Promise<Endpoint>) {
    const endpoint = await starting;
    stops.push(endpoint.stop);
    return endpoint;
  }
  try {
    if (dataDir !== undefined) {
      await mkdir(dataDir, { recursive: true });
      stops.push(lockDirectory(dataDir));
    }
    const dynamodb = await start(startDynamodbEndpoint(below(dataDir, 'dynamodb')));
    const messaging = await start(startMessagingEndpoint(below(dataDir, 'messaging')));
    const ssm = await start(startSsmEndpoint());
    const ec2 = await start(startEc2Endpoint());
    const eks = await start(startEksEndpoint());
    return {
      region: 'us-east-1',
      endpoints: {
        dynamodb: dynamodb.url,
        ec2: ec2.url,
        eks: eks.url,
        sns: messaging.url,
        sqs: messaging.url,
        ssm: ssm.url,
      },
      ssm,
      ec2,
      eks,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Forgets the tables of a data directory, and keeps all else. */
export async function forgetTables(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'dynamodb'), { recursive: true, force: true });
}

function below(dataDir: string | undefined, name: string): { readonly dataDir?: string } {
  return dataDir === undefined ? {} : { dataDir: join(dataDir, name) };
}
