import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { latestReports } from '../../shared/aws/reports.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { jsonFeed } from '../../shared/feed/json-feed.ts';

export interface FeedContext {
  readonly table: Table;
  readonly entries: readonly BehaviourChange[];
}

/** A feed shows this many releases: half a year at the usual pace, some 300 kB. */
const itemsOfFeed = 20;
/** A feed may be this old at a reader, in seconds: a poll comes every five minutes. */
const maxAgeSeconds = 300;

/** Answers a read of the feed; every other request is told what there is. */
export async function answer(
  { table, entries }: FeedContext,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { method } = event.requestContext.http;
  if (event.rawPath !== '/feed.json') return problem(404, 'Not found', 'The feed is at /feed.json.');
  if (method !== 'GET' && method !== 'HEAD')
    return problem(405, 'Method not allowed', 'The feed answers GET and HEAD.', { allow: 'GET, HEAD' });
  const reports = await latestReports(table, 'eks-amazon-linux', itemsOfFeed);
  const scheme = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const feed = jsonFeed(reports, entries, `${scheme}://${event.requestContext.domainName}/feed.json`);
  return {
    statusCode: 200,
    headers: {
      'content-type': 'application/feed+json; charset=utf-8',
      'cache-control': `public, max-age=${maxAgeSeconds}`,
      'x-content-type-options': 'nosniff',
    },
    body: method === 'HEAD' ? '' : JSON.stringify(feed),
  };
}

function problem(
  status: number,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: 'about:blank', status, title, detail }),
  };
}
