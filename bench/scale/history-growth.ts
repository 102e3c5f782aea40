import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { feedContext } from '../../functions/feed/feed-context.ts';
import { createHandler } from '../../functions/feed/handler.ts';
import type { Table } from '../../shared/aws/table.ts';
import { recordedReleases } from '../../shared/history/recorded-releases.ts';
import { tagDate } from '../../shared/parameters/release-tag.ts';
import { tagOfDay } from '../retagged.ts';
import type { Capacity } from './capacity.ts';

/** What the feed's cold start takes with so many releases in the table. */
export interface HistoryPoint {
  readonly releases: number;
  readonly reads: number;
  /** Of this process, servers included, as is the memory. */
  readonly cpuMs: number;
  readonly memoryMb: number;
}

const stream = 'eks-amazon-linux';
const yearMs = 365.25 * 86_400_000;

/** Releases in a year, as AWS has made them. */
export function releasesInAYear(): number {
  const [first, last] = [recordedReleases.at(0), recordedReleases.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('The recorded history is empty.');
  const span = Date.parse(tagDate(last.release)) - Date.parse(tagDate(first.release));
  return (recordedReleases.length - 1) / (span / yearMs);
}

/** Fills the table with the newest report and release under other tags, and lets the feed answer from it, cold each time. */
export async function historyGrowth(
  table: Table,
  units: () => Capacity,
  years: readonly number[],
): Promise<readonly HistoryPoint[]> {
  const [report, release] = await Promise.all(['REPORTS', 'RELEASE'].map((kind) => newest(table, kind)));
  const points: HistoryPoint[] = [];
  let written = 0;
  for (const year of years) {
    const wanted = Math.round(year * releasesInAYear());
    for (; written < wanted; written += 1) {
      for (const item of [report, release]) {
        const Item = { ...item, sk: tagOfDay(1000 + written) };
        await table.client.send(new PutCommand({ TableName: table.name, Item }));
      }
    }
    units();
    const before = process.cpuUsage();
    const handler = createHandler(() => feedContext({ table }));
    const { statusCode } = await handler(feedRequest, {} as Parameters<typeof handler>[1]);
    if (statusCode !== 200) throw new Error(`The feed answers with ${statusCode}.`);
    const { system, user } = process.cpuUsage(before);
    points.push({
      releases: wanted,
      reads: units().reads,
      cpuMs: (system + user) / 1000,
      memoryMb: process.memoryUsage().rss / 1_048_576,
    });
  }
  return points;
}

async function newest({ client, name }: Table, kind: string): Promise<Readonly<Record<string, unknown>>> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': `${kind}#${stream}` },
    ScanIndexForward: false,
    Limit: 1,
  });
  const [found] = (await client.send(query)).Items ?? [];
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: { pk: found?.['pk'], sk: found?.['sk'] } }),
  );
  if (Item === undefined) throw new Error(`The table has no ${kind}.`);
  // Nothing that is owed: only what the feed reads.
  const { openSince: _, openWork: __, ...plain } = Item;
  return plain;
}

const feedRequest = {
  version: '2.0' as const,
  routeKey: '$default',
  rawPath: '/feed.json',
  rawQueryString: '',
  headers: {},
  requestContext: {
    accountId: '',
    apiId: '',
    domainName: 'example.com',
    domainPrefix: '',
    http: { method: 'GET', path: '/feed.json', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
    requestId: '',
    routeKey: '$default',
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
  isBase64Encoded: false,
};
