import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findGithubNotes, type GithubOptions } from '../../functions/poll/github/find-notes.ts';
import { readGithubRelease } from '../../functions/poll/github/read-release.ts';
import { type GithubEndpoint, startGithubEndpoint } from '../../infra/local/github-endpoint.ts';
import { type Document, SourceBlockedError } from '../../shared/packages/details.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { hour, minute, notes, rememberHere } from './github-notes.ts';

const start = new Date('2026-03-11T12:00:00Z');
const later = (milliseconds: number) => new Date(start.getTime() + milliseconds);

describe('a release in the answer', () => {
  const release = {
    tag_name: 'v20260311',
    name: 'AMI Release v20260311',
    body: 'Notes.\r\nMore.',
    draft: false,
  };
  const read = (changes: object) =>
    readGithubRelease(JSON.stringify({ ...release, ...changes }), 'v20260311');

  test('has plain line ends, whoever wrote them, and one name', () => {
    expect(read({})).toMatchObject({ text: 'Notes.\nMore.', source: 'release-notes', problems: [] });
    expect(read({})?.hash).toBe(read({ body: 'Notes.\nMore.' })?.hash);
    expect(read({})?.hash).not.toBe(read({ body: 'Notes.' })?.hash);
    expect(read({})?.url).toBe('https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260311');
  });

  test.each([{ draft: true }, { body: '' }, { body: null }, { body: ' \r\n ' }, { body: undefined }])(
    'is not there yet with %j',
    (changes) => {
      expect(read(changes)).toBeUndefined();
    },
  );

  test.each<[string | null, Document['withdrawn'], readonly string[]]>([
    ['[ABANDONED] AMI Release v20260311', 'abandoned', []],
    ['[Recalled] AMI Release v20260311', 'recalled', []],
    ['[Superseded] AMI Release v20260311', undefined, ['unknown-label']],
    ['AMI Release v20260312', undefined, ['unknown-title']],
    ['Spring cleaning', undefined, ['unknown-title']],
    ['x\n# [Recalled] AMI Release v20260311', undefined, ['unknown-title']],
    ['v20260311', undefined, []],
    ['', undefined, []],
    [null, undefined, []],
  ])('is called %j', (name, withdrawn, problems) => {
    const document = read({ name });
    expect(document?.withdrawn).toBe(withdrawn);
    expect(document?.problems?.map(({ kind, subject }) => [kind, subject])).toEqual(
      problems.map((kind) => [kind, 'v20260311']),
    );
  });

  test('is known as taken back even when its notes are gone', () => {
    expect(read({ body: '', name: '[ABANDONED] AMI Release v20260311' })?.withdrawn).toBe('abandoned');
  });
});

describe('requests', () => {
  const nothingNew = { found: 'nothing-new' };
  let github: GithubEndpoint;
  let now = start;
  beforeEach(async () => {
    now = start;
    github = await startGithubEndpoint();
  });
  afterEach(() => github.stop());
  const finder = (options: Partial<GithubOptions> = {}) => {
    const find = findGithubNotes({
      endpoint: github.url,
      memory: rememberHere(),
      now: () => now,
      ...options,
    });
    return (release: ReleaseTag, readHash?: string) => find('eks-amazon-linux', release, readHash);
  };
  const publish = (body = notes) => github.publish('v20240817', { name: null, body });

  test('name who asks and what is wanted, and take gzip', async () => {
    publish();
    const found = await finder({ token: async () => 'ghp_x' })('v20240817');
    expect(found).toMatchObject({ text: notes });
    expect(github.bytesSent()).toBeLessThan(notes.length / 2);
    expect(github.requests()).toMatchObject([
      {
        path: '/repos/awslabs/amazon-eks-ami/releases/tags/v20240817',
        headers: {
          'user-agent': 'amiwatch',
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
          authorization: 'Bearer ghp_x',
        },
      },
    ]);
  });

  test('are one at a time, and five in a poll; the others have their turn in the next', async () => {
    const find = finder();
    const tags = ['02', '03', '04', '05', '06', '07', '08'].map(
      (day): ReleaseTag => `v202603${day}` as ReleaseTag,
    );
    const found = await Promise.all(tags.map((tag) => find(tag)));
    expect(found.slice(0, 5)).toEqual(Array(5).fill({ found: 'none', nextAt: later(4 * minute) }));
    expect(found.slice(5)).toEqual(Array(2).fill({ found: 'nothing-new', nextAt: start }));
    expect(github.atOnce()).toBe(1);
    now = later(10 * minute);
    await find('v20260308');
    expect(github.requests().at(-1)?.path).toMatch(/v20260308$/);
  });

  test('are not made before their time', async () => {
    const find = finder();
    for (now = start; now <= later(hour); now = new Date(now.getTime() + 5 * minute)) await find('v20240817');
    expect(github.requests()).toHaveLength(6);
  });

  test('give a document at every poll until somebody has read it', async () => {
    const find = finder();
    expect(await find('v20240817')).toMatchObject({ found: 'none' });
    publish();
    now = later(31 * hour);
    const first = (await find('v20240817')) as Document;
    now = later(31 * hour + 5 * minute);
    expect(await find('v20240817')).toEqual(first);
    now = later(31 * hour + 10 * minute);
    expect(await find('v20240817', first.hash)).toMatchObject(nothingNew);
    expect(github.requests()).toHaveLength(3);
  });

  test('say that a document is the one that was read, whatever else of the release is edited', async () => {
    publish();
    const find = finder();
    const first = (await find('v20240817')) as Document;
    now = later(hour);
    github.publish('v20240817', { name: null, body: notes, prerelease: true });
    expect(await find('v20240817', first.hash)).toMatchObject(nothingNew);
    now = later(3 * hour);
    expect(await find('v20240817', first.hash)).toMatchObject(nothingNew);
    expect(github.requests().map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    publish(`${notes}\nOne more thing.`);
    now = later(6 * hour);
    expect(await find('v20240817', first.hash)).toMatchObject({ text: `${notes}\nOne more thing.` });
    github.remove('v20240817');
    now = later(12 * hour);
    expect(await find('v20240817', first.hash)).toMatchObject({ found: 'none' });
  });

  test('stop when GitHub says that this was the last one, and say until when', async () => {
    const until = later(30 * minute);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(until.getTime() / 1000) };
    github.fault(() => ({ kind: 'answer', status: 404, headers }));
    const find = finder();
    expect(await find('v20240817')).toMatchObject({ found: 'none' });
    now = later(5 * minute);
    const blocked = await find('v20240817').catch((error: unknown) => error);
    expect(blocked).toBeInstanceOf(SourceBlockedError);
    expect(blocked).toMatchObject({ until, message: expect.stringContaining(until.toISOString()) });
    expect(github.requests()).toHaveLength(1);
  });

  test('remember fifty releases', async () => {
    const memory = rememberHere();
    const find = finder({ memory });
    for (let day = 0; day < 60; day++) {
      now = later(day * hour);
      const tag = `v2026${String(1 + Math.floor(day / 28)).padStart(2, '0')}${String(1 + (day % 28)).padStart(2, '0')}`;
      await find(tag as ReleaseTag);
    }
    const looks = Object.keys((await memory.read())?.looks ?? {});
    expect(looks).toHaveLength(50);
    expect(looks).not.toContain('v20260101');
  });
});
