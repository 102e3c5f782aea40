import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** The answer as it is on the wire: fetch would unpack it. */
function raw(path: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const asked = request(new URL(path, site.url), { headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      asked.on('error', reject).end();
    },
  );
}

const everyKind = [
  '/feed.json',
  '/feed.atom',
  '/feed.rss',
  '/v1/releases',
  '/v1/releases/v20240817',
  '/v1/tracks',
  '/openapi.json',
];

describe('a client that has the answer is told so', () => {
  test.each(everyKind)('%s: by tag, and by date', async (path) => {
    const first = await site.ask(path);
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}(?:-br|-gzip)?"$/);
    for (const headers of [
      { 'if-none-match': etag },
      { 'if-none-match': `"another", W/${etag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': modified },
    ]) {
      const again = await site.ask(path, { headers });
      expect([again.status, await again.text()], JSON.stringify(headers)).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
      expect(again.headers.get('vary')).toBe('accept-encoding');
    }
  });

  test('another tag wins over a date, and a date before the change is old', async () => {
    const modified = (await site.ask('/feed.json')).headers.get('last-modified') ?? '';
    const other = { 'if-none-match': '"another"', 'if-modified-since': modified };
    expect((await site.ask('/feed.json', { headers: other })).status).toBe(200);
    const before = { 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() };
    expect((await site.ask('/feed.json', { headers: before })).status).toBe(200);
    expect((await site.ask('/feed.json', { headers: { 'if-modified-since': 'soon' } })).status).toBe(200);
  });
});

describe('an answer is packed as the client likes it', () => {
  test('brotli, gzip or not at all, each with a tag of its own', async () => {
    const plain = await raw('/feed.json', {});
    const gzip = await raw('/feed.json', { 'accept-encoding': 'gzip' });
    const br = await raw('/feed.json', { 'accept-encoding': 'gzip, deflate, br' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    expect(br.body.length * 8).toBeLessThan(plain.body.length);
    expect(new Set([plain, gzip, br].map(({ headers }) => headers['etag'])).size).toBe(3);
  });

  test.each([
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0, gzip;q=0', undefined],
    ['identity', undefined],
    ['GZIP', 'gzip'],
    ['', undefined],
    ['zstd', undefined],
  ])('accept-encoding %j → %s', async (accepted, coding) => {
    const { headers } = await raw('/feed.json', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
  });
});

describe('other methods than GET', () => {
  test.each(everyKind)('HEAD %s has the headers and no body', async (path) => {
    const get = await raw(path, { 'accept-encoding': 'gzip' });
    const head = await raw(path, { 'accept-encoding': 'gzip' }, 'HEAD');
    const { date: _, ...same } = get.headers;
    expect(head.body).toHaveLength(0);
    expect(head.headers).toMatchObject(same);
  });

  test('a page of another site may read, and ask before', async () => {
    const origin = { origin: 'https://example.com' };
    const preflight = await site.ask('/v1/releases', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    const got = await site.ask('/v1/releases', { headers: origin });
    expect(got.headers.get('access-control-allow-origin')).toBe('*');
    expect(got.headers.get('access-control-expose-headers')).toContain('etag');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    const refused = await site.ask('/feed.json', { method });
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });
});

test.each([...everyKind, '/nothing'])('%s is of no use to an attacker', async (path) => {
  const { headers } = await site.ask(path);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

describe('addresses', () => {
  test('of one report never change and are kept for ever', async () => {
    const { permanent, report } = await site.json('/v1/releases/v20240817');
    const kept = await site.ask(String(permanent));
    expect(kept.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await kept.json()).toEqual(report);
    const other = await site.ask('/v1/releases/v20240817/AAAAAAAAAAAAAAAA');
    expect(other.status).toBe(404);
    expect(other.headers.get('cache-control')).not.toContain('immutable');
  });

  test('in answers are those under which the feed is known, not what a client calls it', async () => {
    const known = await startSite({
      publicUrl: 'https://releases.example.com',
      hub: 'https://hub.example.com/',
    });
    try {
      const answer = await known.ask('/feed.json?amiType=AL2_x86_64');
      const feed = (await answer.json()) as Record<string, string>;
      expect(feed['home_page_url']).toBe('https://releases.example.com/');
      expect(feed['feed_url']).toBe('https://releases.example.com/feed.json?amiType=AL2_x86_64');
      expect(feed['next_url']).toMatch(
        /^https:\/\/releases\.example\.com\/feed\.json\?amiType=AL2_x86_64&before=v/,
      );
      // A hub is told of whole feeds, and hands them on as they are.
      expect(answer.headers.get('link')).toBeNull();
      expect(feed).not.toHaveProperty('hubs');
      for (const [path, word] of [
        ['/feed.json', '"hubs":[{"type":"WebSub","url":"https://hub.example.com/"}]'],
        ['/feed.atom', '<link rel="hub" href="https://hub.example.com/"/>'],
        ['/feed.rss', '<atom:link rel="hub" href="https://hub.example.com/"/>'],
      ] as const) {
        const whole = await known.ask(path);
        expect(whole.headers.get('link')).toBe(
          `<https://hub.example.com/>; rel="hub", <https://releases.example.com${path}>; rel="self"`,
        );
        expect(whole.headers.get('cache-control')).toBe('public, max-age=60, stale-if-error=86400');
        expect(await whole.text()).toContain(word);
      }
    } finally {
      await known.stop();
    }
    const hostile = await raw('/feed.json', { host: 'a"><script>.example.com' });
    expect(hostile.body.toString()).toContain('"home_page_url":"http://localhost/"');
  });
});
