import { spawnSync } from 'node:child_process';
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordedReleases } from '../../../shared/history/recorded-releases.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const newestFirst = recordedReleases.map(({ release }) => release).reverse();
const ids = newestFirst.map((release) => `eks-amazon-linux/${release}`);

/** Every page of a feed, from the newest on. */
async function pagesOf(
  path: string,
  nextIn: (text: string) => string | undefined,
): Promise<readonly string[]> {
  const pages: string[] = [];
  for (let address: string | undefined = path; address !== undefined; address = nextIn(pages.at(-1) ?? '')) {
    const answer = await site.ask(address);
    expect(answer.status).toBe(200);
    pages.push(await answer.text());
    expect(pages.length).toBeLessThan(20);
  }
  return pages;
}

const jsonPages = () => pagesOf('/feed.json', (text) => parseJsonFeed(text).next_url);
const atomPages = () =>
  pagesOf('/feed.atom', (text) => parseAtomFeed(text).links?.find(({ rel }) => rel === 'next')?.href);
const rssPages = () =>
  pagesOf('/feed.rss', (text) => parseRssFeed(text).atom?.links?.find(({ rel }) => rel === 'next')?.href);

describe('the whole history, page by page, as readers that others wrote see it', () => {
  test('JSON Feed: feedsmith', async () => {
    const items = (await jsonPages()).flatMap((page) => parseJsonFeed(page).items ?? []);
    expect(items.map(({ id }) => id)).toEqual(ids);
    for (const item of items) {
      expect(item.title).toContain(String(item.id).split('/')[1]);
      expect(item.content_text?.length).toBeGreaterThan(50);
      expect(item.content_html).toMatch(/^<p><strong>[A-Z]+<\/strong>/);
      expect(new Date(item.date_published ?? '').getTime()).toBeGreaterThan(0);
    }
  });

  test('JSON Feed: feed-extractor', async () => {
    const entries = (await jsonPages()).flatMap((page) => extractFromJson(JSON.parse(page)).entries ?? []);
    expect(entries.map(({ id }) => id)).toEqual(ids);
  });

  test('Atom: feedsmith', async () => {
    const entries = (await atomPages()).flatMap((page) => parseAtomFeed(page).entries ?? []);
    expect(entries.map(({ id }) => id)).toEqual(ids.map((id) => `urn:amiwatch:${id.replace('/', ':')}`));
    for (const { content, published, updated } of entries) {
      expect(content?.value).toMatch(/^<p><strong>[A-Z]+<\/strong>/);
      expect(updated).toBe(published);
    }
  });

  test('Atom: feed-extractor and rss-parser', async () => {
    const pages = await atomPages();
    const extracted = pages.flatMap((page) => extractFromXml(page).entries ?? []);
    const parser = new RssParser();
    const parsed = (await Promise.all(pages.map((page) => parser.parseString(page)))).flatMap(
      ({ items }) => items,
    );
    expect(extracted.map(({ link }) => link?.split('/').at(-1))).toEqual(newestFirst);
    expect(parsed.map(({ link }) => link?.split('/').at(-1))).toEqual(newestFirst);
    expect(parsed.map(({ title }) => title?.split(':')[0])).toEqual(newestFirst);
  });

  test('RSS: feedsmith', async () => {
    const items = (await rssPages()).flatMap((page) => parseRssFeed(page).items ?? []);
    expect(items.map(({ guid }) => guid?.value)).toEqual(ids);
    expect(items.every(({ guid }) => guid?.isPermaLink === false)).toBe(true);
  });

  test('RSS: feed-extractor and rss-parser', async () => {
    const pages = await rssPages();
    const extracted = pages.flatMap((page) => extractFromXml(page).entries ?? []);
    const parser = new RssParser();
    const parsed = (await Promise.all(pages.map((page) => parser.parseString(page)))).flatMap(
      ({ items }) => items,
    );
    expect(extracted.map(({ link }) => link?.split('/').at(-1))).toEqual(newestFirst);
    expect(parsed.map(({ guid }) => guid)).toEqual(ids);
    expect(parsed.every(({ isoDate }) => isoDate !== undefined)).toBe(true);
  });

  test('they say what AWS warns of and what is not known', async () => {
    const bodyOf = async (before: string) =>
      parseJsonFeed(await (await site.ask(`/feed.json?before=${before}`)).text()).items?.[0]?.content_html;
    expect(await bodyOf('v20250904')).toContain(
      'AWS left a warning on v20250829: <a href="https://github.com/awslabs/amazon-eks-ami/releases/tag/v20250829">',
    );
    expect(await bodyOf('v20220523')).toContain('<h4>Not known</h4><ul><li>every package');
  });

  const hasFeedparser = spawnSync('python3', ['-c', 'import feedparser']).status === 0;
  if (!hasFeedparser)
    console.warn('python3-feedparser is not here: Atom and RSS are read by the other parsers only.');
  test.skipIf(!hasFeedparser)('Atom and RSS: feedparser of Python', async () => {
    const script =
      'import feedparser,sys,json; f=feedparser.parse(sys.stdin.buffer.read()); print(json.dumps([f.bozo, len(f.entries)]))';
    for (const path of ['/feed.atom', '/feed.rss']) {
      const input = await (await site.ask(path)).text();
      const { stdout } = spawnSync('python3', ['-c', script], { input, encoding: 'utf8' });
      expect(JSON.parse(stdout)).toEqual([false, 20]);
    }
  });
});

describe('the three formats say the same', () => {
  test('text, html, tags and dates', async () => {
    const json = parseJsonFeed(await (await site.ask('/feed.json')).text()).items ?? [];
    const atom = parseAtomFeed(await (await site.ask('/feed.atom')).text()).entries ?? [];
    const rss = parseRssFeed(await (await site.ask('/feed.rss')).text()).items ?? [];
    expect(atom.map(({ title }) => title?.value ?? title)).toEqual(json.map(({ title }) => title));
    expect(rss.map(({ title }) => title)).toEqual(json.map(({ title }) => title));
    expect(atom.map(({ content }) => content?.value)).toEqual(json.map(({ content_html }) => content_html));
    expect(rss.map(({ description }) => description)).toEqual(json.map(({ content_html }) => content_html));
    expect(rss.map(({ categories }) => categories?.map(({ name }) => name))).toEqual(
      json.map(({ tags }) => tags),
    );
  });
});
