import { afterAll, beforeAll, expect, test } from 'vitest';
import { amiTypes } from '../../../shared/parameters/track.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

interface Wrong {
  readonly parameter: string;
  readonly message: string;
  readonly allowed?: readonly string[];
}

async function wrongAt(path: string): Promise<readonly Wrong[]> {
  const answer = await site.ask(path);
  expect(answer.status).toBe(400);
  return ((await answer.json()) as { readonly errors: readonly Wrong[] }).errors;
}

test.each<[string, string, readonly string[]]>([
  ['/v1/resolve?kubernetes=1.30', 'amiType', amiTypes],
  ['/v1/resolve?kubernetes=1.30&amiType=', 'amiType', amiTypes],
  ['/v1/resolve?amiType=AL2023_x86_64_STANDARD', 'kubernetes', ['1.29', '1.30']],
  ['/v1/aliases/al2023@v20240828', 'kubernetes', ['1.29', '1.30']],
  ['/v1/diff?from=v20240817', 'to', ['v20240817', 'v20240828']],
  ['/v1/when?range=1.7.x', 'package', ['containerd', 'runc']],
])('%s is told that %s is missing, and what it may be', async (path, parameter, some) => {
  expect(await wrongAt(path)).toEqual([
    { parameter, message: 'is missing.', allowed: expect.arrayContaining([...some]) },
  ]);
});

test('where there is no list, a parameter that is missing is described', async () => {
  expect(await wrongAt('/v1/when?package=containerd')).toEqual([
    { parameter: 'range', message: 'is missing: Upstream versions as npm writes ranges: >=1.7.22, 6.12.x.' },
  ]);
});

test('a value that is not known is not called missing', async () => {
  expect(await wrongAt('/v1/resolve?kubernetes=1.30&amiType=AL3')).toEqual([
    { parameter: 'amiType', message: 'has a value that is not known.', allowed: amiTypes },
  ]);
});

test.each(['/feed.json', '/v1/releases'])('what a form left empty narrows %s in nothing', async (path) => {
  const empty = await site.ask(`${path}?severity=breaking&amiType=&kubernetes=&package=`);
  expect(empty.status).toBe(200);
  const items = async (answer: Response) => {
    const read = (await answer.json()) as Record<string, { id?: string; release?: string }[]>;
    return (read['items'] ?? read['releases'] ?? []).map(({ id, release }) => id ?? release);
  };
  const without = await items(await site.ask(`${path}?severity=breaking`));
  expect(without.length).toBeGreaterThan(1);
  expect(await items(empty)).toEqual(without);
});
