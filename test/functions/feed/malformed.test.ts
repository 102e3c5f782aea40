import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedContext } from '../../../functions/feed/feed-context.ts';
import { createHandler } from '../../../functions/feed/handler.ts';
import { isOpen } from '../../../functions/feed/parameters.ts';
import { routes } from '../../../functions/feed/routes.ts';
import { invocationContext } from '../../../infra/local/invoke.ts';
import { startSite } from './site.ts';

const logged: unknown[] = [];
const handler = createHandler(
  () => feedContext({}),
  (error) => logged.push(error),
);

function eventOf(method: string, path: string, query: string, headers: Record<string, string>) {
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' };
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: query,
    headers,
    requestContext: { domainName: headers['host'] ?? 'feed.example.com', http },
  } as unknown as APIGatewayProxyEventV2;
}

const nasty = fc.oneof(
  fc.constantFrom(
    '..',
    '%00',
    '%ff%fe',
    '%',
    '%2e%2e%2f',
    '__proto__',
    'constructor',
    'toString',
    '<script>alert(1)</script>',
    '\u202e',
    "' OR 1=1--",
    'v20240230',
    'v99999999',
    'latest',
    '1.30,',
    '{release}',
    '$ref',
    '💥'.repeat(50),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
);
const openPaths = new Set(
  routes.filter(({ parameters }) => isOpen(parameters)).flatMap(({ path }) => [path, '', `${path}/`]),
);
const paths = routes.map(({ path }) => path);
const parameterNames = [...new Set(routes.flatMap(({ parameters }) => Object.keys(parameters.shape)))];

/** A path that is nearly one: what stands in braces is nasty, or something is added to it. */
const path = fc.oneof(
  fc.tuple(fc.constantFrom(...paths), nasty).map(([text, word]) => text.replaceAll(/\{\w+\}/g, () => word)),
  fc.tuple(fc.constantFrom(...paths), nasty).map(([text, word]) => `${text}/${word}`),
  fc.array(nasty, { maxLength: 6 }).map((words) => `/${words.join('/')}`),
  nasty,
);
/** A query that is no good: a name that nothing has makes sure of it. */
const query = fc
  .tuple(
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...parameterNames), nasty), nasty), { maxLength: 8 }),
    fc.constantFrom('&', ';', '&&', '?'),
  )
  .map(([pairs, joint]) =>
    ['nobody-knows=1', ...pairs.map(([name, value]) => `${name}=${value}`)].join(joint === ';' ? '&' : joint),
  );
const headers = fc.dictionary(
  fc.constantFrom(
    'accept-encoding',
    'if-none-match',
    'if-modified-since',
    'host',
    'x-forwarded-proto',
    'origin',
  ),
  nasty,
);
const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('GET', 'HEAD') },
  fc.constantFrom('POST', 'TRACE', 'get', '', 'PROPFIND'),
);

describe('what nobody can mean is refused', () => {
  test('10,000 malformed requests: a 4xx with a problem each, and nothing of the inside', async () => {
    const context = invocationContext('feed');
    const statuses = new Map<number | undefined, number>();
    await fc.assert(
      fc.asyncProperty(method, path, query, headers, async (...request) => {
        const answer = await handler(eventOf(...request), context);
        // A page is linked to with marks that are not its own; they do nothing.
        if (openPaths.has(request[1]) && [200, 304].includes(answer.statusCode ?? 0)) return;
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
        expect(answer.statusCode).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.headers?.['content-type']).toBe('application/problem+json');
        const problem = JSON.parse(answer.body ?? '') as Record<string, unknown>;
        expect(problem).toMatchObject({ type: 'about:blank', status: answer.statusCode });
        expect(answer.body).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|<script>|\u202e/);
        expect(answer.body?.length).toBeLessThan(20_000);
      }),
      { numRuns: 10_000 },
    );
    expect(logged).toEqual([]);
    expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([400, 404, 405]));
  });

  test('too long a path, too long a query, too many values', async () => {
    const context = invocationContext('feed');
    const ask = (at: string, asked: string) => handler(eventOf('GET', at, asked, {}), context);
    expect(await ask(`/${'a'.repeat(600)}`, '')).toMatchObject({ statusCode: 414 });
    expect(await ask('/feed.json', 'package=a&'.repeat(1_000))).toMatchObject({ statusCode: 414 });
    expect(await ask('/feed.json', 'package=a&'.repeat(100))).toMatchObject({ statusCode: 400 });
    expect(await ask('/v1/behaviour-changes', `symptom=${'x'.repeat(2_001)}`)).toMatchObject({
      statusCode: 400,
    });
  });

  test('bytes on the wire that are no request do no harm to the next one', async () => {
    const site = await startSite();
    try {
      const { port } = new URL(site.url);
      for (const bytes of ['\0\0\0', 'GET /\u00ff HTTP/1.1\r\nhost: x\r\n\r\n', 'GET  / HTTP/9.9\r\n\r\n']) {
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => {});
        await new Promise((resolve) => {
          socket.end(bytes, 'latin1', () => setTimeout(resolve, 20));
        });
        socket.destroy();
      }
      expect((await site.ask('/v1/tracks')).status).toBe(200);
    } finally {
      await site.stop();
    }
  });
});
