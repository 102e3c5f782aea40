import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { feedContext } from '../functions/feed/feed-context.ts';
import { createHandler } from '../functions/feed/handler.ts';
import { createResources } from '../infra/local/create-resources.ts';
import { type HttpApi, startHttpApi } from '../infra/local/http-api.ts';
import { invocationContext } from '../infra/local/invoke.ts';
import type { Table } from '../shared/aws/table.ts';
import { startEmbedded } from './embedded.ts';
import { reasonOf, UsageError } from './usage-error.ts';

interface ServeOptions {
  readonly port: number;
  readonly store?: string;
}

/** What a laptop serves is read again after this time, in milliseconds: whoever works on it waits for nothing. */
const freshMs = 1_000;
/** A replay writes at the times of its releases: by the clock of who looks on, that is no news. All is read each time. */
const wholeEveryMs = 0;

/** Serves the feed until the process is asked to end. */
export async function serve({ port, store }: ServeOptions): Promise<void> {
  const kept = store === undefined ? undefined : await openStore(store);
  try {
    await serveUntilAsked(await startFeed(kept?.table, port));
  } finally {
    await kept?.stop();
  }
}

/** The handler of the deployed feed on loopback. */
export async function startFeed(table: Table | undefined, port: number): Promise<HttpApi> {
  const handler = createHandler(() => feedContext({ table, freshMs, wholeEveryMs }));
  const context = invocationContext('feed');
  try {
    return await startHttpApi((event) => handler(event, context), port);
  } catch (error) {
    throw new UsageError(
      `Cannot serve the feed on port ${port}: ${reasonOf(error)}. Choose another --port, or 0 for any free one.`,
    );
  }
}

/** Says where the feed is, and waits for Ctrl-C. */
export async function serveUntilAsked(feed: HttpApi): Promise<void> {
  process.stdout.write(
    `\nPage: ${feed.url}/   JSON feed: ${feed.url}/feed.json   API: ${feed.url}/openapi.json   (Ctrl-C ends)\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await feed.stop();
}

async function openStore(dataDir: string) {
  const { local, resources } = await startEmbedded(dataDir, (started) => createResources(started));
  const client = new DynamoDBClient({
    region: local.region,
    endpoint: local.endpoints.dynamodb,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const table: Table = { client: DynamoDBDocumentClient.from(client), name: resources.tableName };
  return { table, stop: () => local.stop() };
}
