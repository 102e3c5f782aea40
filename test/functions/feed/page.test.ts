import { readFile } from 'node:fs/promises';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageAssetsPath, renderPageAssets } from '../../../cli/page-assets.ts';
import { writeReport } from '../../../shared/aws/reports.ts';
import { inert } from '../../../shared/feed/inert.ts';
import { startWorld, type World } from '../world.ts';
import { hostile, poisoned } from './poisoned.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

async function pageAt(query: string, from = site): Promise<string> {
  const answer = await from.ask(`/${query}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  return answer.text();
}

/** Every element of a page with its attributes. */
function elementsOf(html: string) {
  const found: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) });
  parser.end(html);
  return found;
}

const views = [
  '',
  '?severity=breaking',
  '?before=v20240910',
  '?view=compare&from=v20240729&to=v20241011',
  '?view=packages',
  '?view=packages&package=kernel&amiType=AL2_x86_64',
  '?view=rollout&release=v20240817',
  '?view=known',
  '?view=known&symptom=cannot+exec+in+a+stopped+container',
  '?kubernetes=9.9',
];

describe.each(views)('/%s', (query) => {
  test('has nothing inline, and loads its own files alone', async () => {
    const elements = elementsOf(await pageAt(query));
    for (const { attributes, name } of elements) {
      expect(Object.keys(attributes).filter((key) => key === 'style' || key.startsWith('on'))).toEqual([]);
      if (name === 'script') expect(attributes['src']).toMatch(/^assets\/page\.[\w-]{8}\.js$/);
      expect(name).not.toBe('style');
    }
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('leads to what there is', async () => {
    const links = elementsOf(await pageAt(query)).flatMap(({ attributes, name }) =>
      name === 'a' || name === 'link' ? (attributes['href'] ?? []) : [],
    );
    const own = [...new Set(links)].filter((href) => !/^(?:https:|#)/.test(href));
    for (const href of own.slice(0, 60)) {
      const answer = await site.ask(`/${href}`);
      expect([href, answer.status]).toEqual([href, 200]);
      if (answer.headers.get('content-type')?.startsWith('text/html'))
        expect(await answer.text(), href).not.toContain('class="empty" role="alert"');
    }
  });

  test('weighs less than 60 kB with all that it loads', async () => {
    const files = elementsOf(await pageAt(query)).flatMap(({ attributes, name }) => {
      const isLoaded = name === 'script' || ['stylesheet', 'icon'].includes(attributes['rel'] ?? '');
      return isLoaded ? [`/${attributes['src'] ?? attributes['href']}`] : [];
    });
    expect(files).toHaveLength(3);
    const sizes = await Promise.all(
      [`/${query}`, ...files].map(async (path) => {
        const answer = await site.ask(path, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
        return Number(answer.headers.get('content-length'));
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(60_000);
  });
});

test('the page may do what it needs, and nothing else', async () => {
  const { headers } = await site.ask('/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
});

test('what it loads is kept for ever; a style from before gets that of now, and is not kept', async () => {
  const style = /assets\/page\.[\w-]{8}\.css/.exec(await pageAt(''))?.[0] ?? '';
  const now = await site.ask(`/${style}`);
  expect(now.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(now.headers.get('content-type')).toBe('text/css; charset=utf-8');
  const before = await site.ask('/assets/page.AAAAAAAA.css');
  expect(await before.text()).toBe(await now.text());
  expect(before.headers.get('cache-control')).not.toContain('immutable');
  expect((await site.ask('/assets/page.AAAAAAAA.js')).status).toBe(404);
});

test('what it loads is what its sources say: npm run compile', async () => {
  expect(await readFile(pageAssetsPath, 'utf8')).toBe(await renderPageAssets());
});

test('a release that AWS took back is struck, and says so', async () => {
  const { releases } = await site.json<{ releases: { release: string; status: string }[] }>(
    '/v1/releases?limit=50',
  );
  const withdrawn = releases.find(({ status }) => status === 'withdrawn')?.release;
  const page = await pageAt(`?view=rollout&release=${withdrawn}`);
  expect(page).toContain(`<del>${withdrawn}</del>`);
  expect(page).toContain('Taken back by AWS');
});

test('AWS’s callouts are linked, warnings before all else', async () => {
  const link = 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20250829';
  for (const query of ['?before=v20250904', '?view=rollout&release=v20250829'])
    expect(await pageAt(query)).toMatch(
      new RegExp(`class="callouts warns">.{0,60}AWS left <a href="${link}"[^>]*>a warning</a>`),
    );
  const between = await pageAt('?view=compare&from=v20250813&to=v20250904');
  expect(between).toContain(`<a href="${link}" rel="noreferrer">a warning on v20250829</a>`);
});

test('what came and went between two releases, and what is not known at either end, is said', async () => {
  const passed = await pageAt('?view=compare&from=v20240729&to=v20241011&kubernetes=1.30');
  expect(passed).toMatch(/came and went on the way[\s\S]*containerd-process-exit-event-lost/);
  const unknown = await pageAt('?view=compare&from=v20220513&to=v20220523');
  expect(unknown).toContain('Not known of v20220513: every package');
  expect(unknown).not.toContain('No package is known to differ');
});

test('a package is plotted over all images, by operating system, with what AWS took back struck', async () => {
  const page = await pageAt('?view=packages&package=containerd');
  const classes = elementsOf(page).map(({ attributes }) => attributes['class'] ?? '');
  expect(new Set(classes.filter((each) => each.startsWith('strand ')))).toEqual(
    new Set(['strand s0', 'strand s1']),
  );
  expect(page.replaceAll(/<[^>]*>/g, ' ')).toMatch(/AL2\s+AL2023/);
  expect(classes.filter((each) => each === 'strike').length).toBe(
    classes.filter((each) => each === 'point withdrawn').length,
  );
  expect(classes).toContain('strike');
  expect(classes).toContain('mark arrives breaking');
  expect(page).toMatch(/<th scope="row"><del>v20260128<\/del>/);
});

test('of candidates for a symptom the likeliest is open, and the others are a line away', async () => {
  const page = await pageAt('?view=known&symptom=resolv.conf+sandbox+network');
  const candidates = elementsOf(page).filter(({ name }) => name === 'article').length;
  expect(candidates).toBeGreaterThan(2);
  expect(elementsOf(page).filter(({ name }) => name === 'details')).toHaveLength(candidates - 1);
});

test.each([
  ['?severity=grave', 'severity: there is no such value'],
  ['?kubernetes=9.9', 'kubernetes: no release has this minor'],
  ['?package=nothing', 'package: no release has this package'],
  ['?view=rollout&release=v19990101', 'release: is no release that is known'],
  ['?view=compare&from=x&to=y', 'is no release that is known'],
  ['?view=packages&amiType=AL3', 'amiType: there is no such value'],
  ['?view=known&symptom=x', 'symptom: takes at least'],
  ['?view=known&behaviourChange=nothing', 'no such behaviour change'],
])('%s tells people what is wrong', async (query, complaint) => {
  const page = await pageAt(query);
  expect(page).toMatch(new RegExp(`role="alert">[^<]*${complaint}`));
  expect(page).toContain('<form');
});

test('fields that were left empty narrow nothing, and marks of others do nothing', async () => {
  const plain = await pageAt('');
  expect(await pageAt('?severity=&amiType=&kubernetes=&package=&utm_source=x')).toBe(plain);
});

test('a card of a filtered timeline has what is on those images, and counts the rest', async () => {
  const cardOf = (page: string) => page.slice(page.indexOf('id="v20260209"')).split('</article>')[0] ?? '';
  const whole = cardOf(await pageAt('?before=v20260224'));
  const card = cardOf(await pageAt('?before=v20260224&amiType=AL2023_x86_64_STANDARD&kubernetes=1.30'));
  expect(whole).toMatch(/AL2023_x86_64_NVIDIA/);
  expect(card).not.toMatch(/AL2023_x86_64_NVIDIA/);
  const shown = (text: string) => text.match(/class="finding |<tr>\s*<th scope="row"/g)?.length ?? 0;
  const left = Number(/(\d+) more on other images/.exec(card)?.[1]);
  expect(left).toBeGreaterThan(0);
  expect(shown(card) + left).toBeGreaterThanOrEqual(shown(whole));
  expect(whole).not.toContain('on other images');
});

test('what comes in again and again within a mark’s width has one mark, with every release', async () => {
  const page = await pageAt('?view=packages&package=containerd&amiType=AL2023_x86_64_STANDARD');
  const marks = [
    ...page.matchAll(/<title>([^<]*)<\/title>\s*<text x="([\d.]+)" y="[\d.]+">(\S+)<\/text><\/a>/g),
  ];
  const places = Map.groupBy(marks, ([, , , label]) => label);
  for (const [label, alike] of places) {
    const xs = alike.map(([, , x]) => Number(x)).sort((a, b) => a - b);
    const gaps = xs.slice(1).map((x, index) => x - (xs[index] ?? 0));
    expect(Math.min(100, ...gaps), label).toBeGreaterThan(25);
  }
  expect(marks.map(([, title]) => title).join('\n')).toMatch(/^v\d{8}, elsewhere v\d{8}, v\d{8}.* brings: /m);
});

test('a rollout that nobody saw says how it is filled', async () => {
  expect(await pageAt('?view=rollout&release=v20240817')).toMatch(
    /Nobody here saw v20240817 come[^<]*polls[^<]*<code>npx amiwatch watch --live<\/code>/,
  );
});

/** The text is there for people to read, and does nothing. */
function expectInert(page: string, text: string): void {
  let shown = '';
  const parser = new Parser({ ontext: (piece) => (shown += piece) });
  parser.end(page);
  expect(shown).toContain(inert(text).slice(0, 200));
  expect(page).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|[\u2028\u2029\ufffe\uffff]/u);
  for (const { attributes, name } of elementsOf(page)) {
    expect(['img', 'iframe', 'style']).not.toContain(name);
    expect(Object.keys(attributes).filter((key) => key.startsWith('on'))).toEqual([]);
    expect(attributes['href'] ?? '').not.toMatch(/^\s*(?:javascript|data):/i);
    if (name === 'script') expect(attributes['src']).toMatch(/^assets\//);
  }
}

describe('strangers', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test.each(hostile)('a report full of %s is inert on every view', async (_, text) => {
    await writeReport(world.context.table, poisoned(text), new Date());
    const poisonedSite = await startSite({ table: world.context.table });
    try {
      for (const query of ['?before=v20240828', '?view=rollout&release=v20240817'])
        expectInert(await pageAt(query, poisonedSite), text);
    } finally {
      await poisonedSite.stop();
    }
  });

  test.each(hostile)('a symptom of %s comes back as text alone', async (_, text) => {
    const page = await pageAt(`?view=known&symptom=${encodeURIComponent(text.slice(0, 300).toWellFormed())}`);
    const names = elementsOf(page).map(({ name }) => name);
    expect(names.filter((name) => name === 'script')).toHaveLength(1);
    expect(names).not.toContain('img');
  });
});
