import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rememberInTable } from '../../functions/poll/github/memory.ts';
import { createHandler } from '../../functions/poll/handler.ts';
import type { GithubFault } from '../../infra/local/github-endpoint.ts';
import { invocationContext, scheduledEvent } from '../../infra/local/invoke.ts';
import { readRelease } from '../../shared/aws/records.ts';
import { type GithubWorld, hour, minute, notes, startGithubWorld } from './github-notes.ts';

let world: GithubWorld;
beforeEach(async () => {
  world = await startGithubWorld();
  world.show('v20240729');
  await world.poll();
  world.show('v20240817');
});
afterEach(() => world.stop());

const released = { name: 'AMI Release v20240817', body: notes };
const always = (fault: GithubFault) => world.github.fault(() => fault);
const stored = async () => (await readRelease(world.context.table, 'eks-amazon-linux', 'v20240817'))?.value;

/** The usual refusal of those who have used up their hour. */
const refusal = (resetAt: Date): GithubFault => ({
  kind: 'answer',
  status: 403,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetAt.getTime() / 1000) },
  body: '{"message":"API rate limit exceeded for 192.0.2.1."}',
});

describe('notes that come late', () => {
  test('are not there, come as a pre-release, and are announced once', async () => {
    const context = world.watching();
    expect(await world.poll(context)).toMatchObject({ waiting: ['v20240817'], problems: [], failed: false });
    world.advance(2 * hour);
    await world.poll(context);
    expect(await world.received()).toMatchObject([{ kind: 'new-release', status: 'detected' }]);
    world.github.publish('v20240817', { ...released, prerelease: true });
    world.advance(hour);
    expect(await world.poll(context)).toMatchObject({ problems: [], failed: false });
    const [came, ...more] = await world.received();
    expect(more).toEqual([]);
    expect(came).toMatchObject({ kind: 'details-came', severity: 'breaking' });
    expect(came?.sources).toContainEqual(expect.objectContaining({ source: 'release-notes' }));
    expect((await stored())?.details?.hash).toMatch(/^[0-9a-f]{64}$/);
    const before = world.github.requests().length;
    world.advance(5 * minute);
    expect(await world.poll(context)).toMatchObject({ published: [] });
    expect(world.github.requests()).toHaveLength(before);
  });

  test('a body without tables is a problem once, is asked for with its ETag, and its edit is read', async () => {
    world.github.publish('v20240817', { ...released, body: 'Images are on their way.' });
    const first = await world.poll(world.watching());
    expect(first.problems).toMatchObject([{ kind: 'no-packages-known', subject: 'v20240817' }]);
    world.advance(5 * minute);
    expect(await world.poll(world.watching())).toMatchObject({ problems: [], waiting: ['v20240817'] });
    expect(world.github.requests().map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      expect.stringMatching(/^W\/"[0-9a-f]{64}"$/),
    ]);
    world.github.publish('v20240817', released);
    world.advance(5 * minute);
    expect(await world.poll(world.watching())).toMatchObject({ problems: [] });
    expect(await world.received()).toMatchObject([{ kind: 'new-release', severity: 'breaking' }]);
  });

  test('a release that its title takes back is withdrawn, and nothing else is told of it', async () => {
    world.github.publish('v20240817', { ...released, name: '[Recalled] AMI Release v20240817' });
    expect(await world.poll(world.watching())).toMatchObject({
      problems: [],
      published: [{ kind: 'withdrawn' }],
    });
    expect((await stored())?.status).toBe('withdrawn');
  });

  test('a title is all that an edit has to touch', async () => {
    world.github.publish('v20240817', { ...released, body: 'Images are on their way.' });
    await world.poll(world.watching());
    world.github.publish('v20240817', {
      name: '[ABANDONED] AMI Release v20240817',
      body: 'Images are on their way.',
    });
    world.advance(5 * minute);
    await world.poll(world.watching());
    expect((await stored())?.status).toBe('withdrawn');
  });
});

describe('a refusal with a time', () => {
  test('is obeyed until then, by a new process too, and is no problem', async () => {
    world.github.publish('v20240817', released);
    const reset = new Date(world.context.now().getTime() + 30 * minute);
    always(refusal(reset));
    expect(await world.poll(world.watching())).toMatchObject({
      waiting: ['v20240817'],
      problems: [],
      failed: false,
    });
    world.github.fault(() => undefined);
    for (let repeat = 0; repeat < 5; repeat++) {
      world.advance(5 * minute);
      expect(await world.poll(world.watching())).toMatchObject({ releases: [], problems: [] });
    }
    expect(world.github.requests()).toHaveLength(1);
    world.advance(5 * minute);
    await world.poll(world.watching());
    expect(await world.received()).toMatchObject([{ severity: 'breaking' }]);
  });

  test('is kept by one of two polls at once, and by the ones after them', async () => {
    const [one, other] = [rememberInTable(world.context.table), rememberInTable(world.context.table)];
    const blocked = (until: string) => ({ blocked: { since: until, until }, looks: {} });
    await Promise.all([one.read(), other.read()]);
    await one.write(blocked('1'));
    await other.write(blocked('2'));
    expect(await other.read()).toEqual(blocked('1'));
    await other.write(blocked('3'));
    expect(await one.read()).toEqual(blocked('3'));
  });

  test('that goes on for hours is a problem: a person has to know', async () => {
    world.github.fault(() => refusal(new Date(world.context.now().getTime() + hour)));
    for (let repeat = 0; repeat < 6; repeat++) {
      expect((await world.poll(world.watching())).problems).toEqual([]);
      world.advance(hour);
    }
    expect((await world.poll(world.watching())).problems).toMatchObject([
      { kind: 'source-failed', message: expect.stringContaining('since 2024-08-17T12:00:00.000Z') },
    ]);
  });
});

describe('what goes wrong is a problem of the release, and everything else of the poll is done', () => {
  const elsewhere = 'https://evil.example/release';
  test.each<[string, GithubFault, RegExp]>([
    ['a body of 5 MB', { kind: 'huge', bytes: 5_000_000 }, /more than 1000000 bytes/],
    ['a body that trickles', { kind: 'slow' }, /no whole answer within 300 ms/],
    ['a connection that breaks', { kind: 'reset' }, /broke off the exchange \(UND_ERR_SOCKET\)/],
    ['garbage', { kind: 'answer', status: 200, body: '{"tag_name":[\u001b]' }, /no release .*u001b/],
    ['another JSON', { kind: 'answer', status: 200, body: '[]' }, /is no release/],
    [
      'another release',
      { kind: 'answer', status: 200, body: '{"tag_name":"v1","name":null,"draft":false}' },
      /"v1"/,
    ],
    ['a page', { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' } }, /not with JSON/],
    ['a redirect', { kind: 'answer', status: 301, headers: { location: elsewhere } }, /not followed/],
    ['an outage', { kind: 'answer', status: 502 }, /status 502/],
    ['a token that is refused', { kind: 'answer', status: 401 }, /not accept the token/],
    ['a 304 that nobody asked for', { kind: 'answer', status: 304 }, /status 304/],
  ])('%s', async (_, fault, message) => {
    always(fault);
    const started = performance.now();
    const { failed, problems, releases } = await world.poll(
      world.watching({ timeoutMs: fault.kind === 'slow' ? 300 : 10_000 }),
    );
    expect(performance.now() - started).toBeLessThan(9_000);
    expect(failed).toBe(true);
    expect(problems).toMatchObject([
      { kind: 'source-failed', subject: 'v20240817', message: expect.stringMatching(message) },
    ]);
    expect(problems[0]?.message.length).toBeLessThan(400);
    expect(releases).toContainEqual({ release: 'v20240817', status: 'detected' });
    expect(world.github.requests()).toHaveLength(1);
    expect(world.github.bytesSent()).toBeLessThan(2_500_000);
    world.github.fault(() => undefined);
    world.github.publish('v20240817', released);
    world.advance(5 * minute);
    expect(await world.poll(world.watching())).toMatchObject({ problems: [] });
    expect(await world.received()).toMatchObject([{ severity: 'breaking' }]);
  });

  test('a hostile body gives named problems, no findings and no message out of bounds', async () => {
    const hostile = `</pre><script>alert(1)</script>\n# AMI Release v20240828\n${'<table><tr><th>Package'.repeat(900)}`;
    world.github.publish('v20240817', { name: 'x\n# AMI Release v20240817 \u202e', body: hostile });
    const { failed, problems } = await world.poll(world.watching());
    expect(failed).toBe(true);
    expect(problems.map(({ kind }) => kind)).toContain('unknown-title');
    for (const { message } of problems) {
      expect(message.length).toBeLessThan(400);
      expect(message).not.toMatch(/[\n\u202e]/);
    }
    expect((await stored())?.details).toBeUndefined();
  });
});

describe('the token', () => {
  const token = 'ghp_0123456789abcdefSECRET';

  /** All that a poll says: what it throws, with causes, and what it logs. */
  async function everythingSaid(secret: string): Promise<string> {
    const said: unknown[] = [];
    const context = world.watching({ token: async () => secret, timeoutMs: 200 });
    const handler = createHandler(
      () => context,
      (entry) => said.push(entry),
    );
    await handler(scheduledEvent(world.context.now()), invocationContext('poll')).catch((error) => {
      said.push(error);
    });
    for (const find of context.documents) {
      world.advance(5 * minute);
      await find('eks-amazon-linux', 'v20240807').catch((error) => said.push(error));
    }
    return inspect(said, { depth: 20, showHidden: true });
  }

  test.each<GithubFault>([
    { kind: 'reset' },
    { kind: 'slow' },
    { kind: 'answer', status: 401 },
    { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
  ])('is sent, and never said: $kind $status', async (fault) => {
    always(fault);
    const said = await everythingSaid(token);
    expect(said).toContain('SourceUnavailableError');
    expect(said).not.toContain('SECRET');
    expect(world.github.requests()[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  test('that cannot be sent is not said either', async () => {
    const said = await everythingSaid(`${token}\nx`);
    expect(said).toContain('given as GitHub token is none');
    expect(said).not.toContain('SECRET');
    expect(world.github.requests()).toEqual([]);
  });
});
