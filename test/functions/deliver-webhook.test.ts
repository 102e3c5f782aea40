import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { post } from '../../functions/deliver/post.ts';
import { isPrivate } from '../../functions/deliver/private-networks.ts';
import { send } from '../../functions/deliver/send.ts';
import { isRoute, readRoute } from '../../shared/announce/read-route.ts';
import { sampleAnnouncement } from '../../shared/announce/sample.ts';
import { root } from '../architecture/project.ts';
import { configureEveryKind, type DeliverWorld, marker, startDeliverWorld } from './deliver-world.ts';

let world: DeliverWorld;
beforeEach(async () => {
  world = await startDeliverWorld();
  configureEveryKind(world);
});
afterEach(() => world.stop());

interface Receiver {
  readonly verify: (
    key: string,
    headers: Readonly<Record<string, unknown>>,
    body: string,
    now?: number,
  ) => boolean;
}

/** The receiver that the docs show, as it stands there. */
async function documentedReceiver(): Promise<Receiver> {
  const docs = readFileSync(join(root, 'docs/announcements.md'), 'utf8');
  const source = /```js\n(import \{ createHmac.*?)```/s.exec(docs)?.[1] ?? '';
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`);
}

describe('the receiver of the docs', () => {
  test('takes what was sent, and nothing that was changed, is old, or is signed with another key', async () => {
    const { verify } = await documentedReceiver();
    await world.announce('v20240817', 'v20240729');
    await world.run();
    const got = world.sink.taken().find(({ headers }) => headers['amiwatch-id'] !== undefined);
    if (got === undefined) throw new Error('The webhook got nothing.');
    const now = world.now().getTime();
    expect(verify(marker, got.headers, got.body, now)).toBe(true);
    expect(verify(marker, got.headers, got.body, now + 299_000)).toBe(true);
    expect(verify(marker, got.headers, got.body, now + 301_000)).toBe(false);
    expect(verify(marker, got.headers, got.body, now - 301_000)).toBe(false);
    expect(verify(`${marker}x`, got.headers, got.body, now)).toBe(false);
    expect(verify(marker, got.headers, got.body.replace('breaking', 'routine!'), now)).toBe(false);
    const later = String(Number(got.headers['amiwatch-timestamp']) + 1);
    expect(verify(marker, { ...got.headers, 'amiwatch-timestamp': later }, got.body, now)).toBe(false);
    expect(verify(marker, {}, got.body, now)).toBe(false);
  });
});

describe('no request leads inside', () => {
  test.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fd00:ec2::254]/',
    'https://0x7f000001/',
    'https://2130706433/',
    'http://example.com/',
    'ftp://example.com/',
    'no address',
  ])('%s disables its route', async (url) => {
    const route = { name: 'x', kind: 'webhook', url, secret: '/x' } as const;
    const parcel = { announcement: sampleAnnouncement(world.now()) };
    const context = {
      ...world.context,
      post: (to: string, body: string) => post(to, body, { timeoutMs: 500 }),
    };
    expect(await send(route, marker, parcel, context)).toMatchObject({ kind: 'route-refused' });
  });

  test('a name that resolves to such an address is not connected to', async () => {
    const server = post('https://localhost:1/', '{}', { timeoutMs: 2_000 });
    await expect(server).rejects.toThrow('localhost:1 is inside a private network');
    await expect(server).rejects.toMatchObject({ mayHaveArrived: false });
  });

  test.each([
    ['8.8.8.8', false],
    ['100.64.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['2606:4700::1111', false],
    ['fe80::1', true],
    ['::ffff:10.0.0.1', true],
    ['::7f00:1', true],
    ['::ffff:0:127.0.0.1', true],
    ['64:ff9b::a9fe:a9fe', true],
    ['64:ff9b:1::a9fe:a9fe', true],
    ['2002:a9fe:a9fe::1', true],
    ['2001:0:a9fe:a9fe::1', true],
    ['2001:4860:4860::8888', false],
    ['2a00:1450:4001:800::200e', false],
  ])('%s is private: %j', (address, is) => {
    expect(isPrivate(address)).toBe(is);
  });

  test('redirects are not followed, and no more than a bound is read of an answer', async () => {
    const local = { timeoutMs: 2_000, allowLoopback: true };
    world.sink.fault(() => ({ kind: 'answer', status: 307, headers: { location: '/elsewhere' } }));
    expect(await post(world.sink.url, '{}', local)).toMatchObject({ status: 307 });
    expect(world.sink.requests().map(({ path }) => path)).toEqual(['/']);
    world.sink.fault(() => ({ kind: 'answer', status: 200, body: 'x'.repeat(5_000_000) }));
    expect((await post(world.sink.url, '{}', local)).text).toHaveLength(64 * 1024);
  });
});

describe('a route', () => {
  test('of the docs is one', () => {
    const docs = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    const example = /--value '(\{\n.*?\n\})'/s.exec(docs)?.[1] ?? '';
    expect(readRoute('platform', example)).toMatchObject({ name: 'platform', kind: 'slack-webhook' });
  });

  test.each([
    ['{', 'is not JSON'],
    ['[]', 'is not an object'],
    ['{"kind":"mail"}', 'kind'],
    ['{"kind":"slack-webhook"}', 'secret'],
    [
      `{"kind":"slack-webhook","secret":"https://hooks.slack.com/${marker}"}`,
      'is not the name of a parameter',
    ],
    ['{"kind":"slack-bot","secret":"/a/b","channel":"#general"}', 'is not the id of a channel'],
    [
      '{"kind":"slack-webhook","secret":"/a/b","filter":{"severities":["grave"]}}',
      'allowed: breaking, unreviewed',
    ],
    [
      '{"kind":"slack-webhook","secret":"/a/b","filter":{"kubernetes":"new"}}',
      'is not a range of Kubernetes minors',
    ],
    [
      '{"kind":"slack-webhook","secret":"/a/b","quietHours":{"from":"9","to":"10:00","timezone":"UTC"}}',
      'quietHours.from',
    ],
    ['{"kind":"slack-webhook","secret":"/a/b","colour":"red"}', 'colour'],
  ])('%s says what is wrong with it, and repeats no value', (text, words) => {
    const read = readRoute('x', text);
    expect(isRoute(read)).toBe(false);
    expect(read).toMatchObject({
      kind: 'route-wrong',
      subject: 'x',
      message: expect.stringContaining(words),
    });
    expect(JSON.stringify(read)).not.toContain(marker);
  });
});
