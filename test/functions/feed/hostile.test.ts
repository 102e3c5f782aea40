import { extractFromXml } from '@extractus/feed-extractor';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { Parser } from 'htmlparser2';
import RssParser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReport } from '../../../shared/aws/reports.ts';
import { inert } from '../../../shared/feed/inert.ts';
import type { JsonFeed } from '../../../shared/feed/json-feed.ts';
import { startWorld, type World } from '../world.ts';
import { hostile, poisoned } from './poisoned.ts';
import { type Site, startSite } from './site.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** The elements of a piece of HTML, with the attributes of each. */
function elementsOf(html: string): readonly string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => found.push([name, ...Object.keys(attributes)].join(' ')),
  });
  parser.end(html);
  return [...new Set(found)].sort();
}

const harmless = ['a href', 'code', 'h3', 'h4', 'li', 'p', 'small', 'strong', 'ul'];
const acting = /[^\P{Cc}\n\t]|\p{Cf}|[\u2028\u2029\ufffe\uffff]/u;

describe.each(hostile)('a report full of %s', (_, text) => {
  let site: Site;
  let page: string;
  beforeAll(async () => {
    await writeReport(world.context.table, poisoned(text), new Date());
    site = await startSite({ table: world.context.table });
    page = '?before=v20240828';
  });
  afterAll(() => site.stop());

  test('is inert in every feed', async () => {
    const { items } = await site.json<JsonFeed>(`/feed.json${page}`);
    const [item] = items;
    for (const shown of [item?.title, item?.summary, item?.content_text, ...(item?.tags ?? [])]) {
      expect(shown).not.toMatch(acting);
      expect(shown?.isWellFormed()).toBe(true);
    }
    const html = item?.content_html ?? '';
    expect(elementsOf(html).filter((element) => !harmless.includes(element))).toEqual([]);
    expect(html).not.toMatch(acting);
    for (const [, address = ''] of html.matchAll(/href="([^"]*)"/g)) expect(address).toMatch(/^https:\/\//);
  });

  test('leaves Atom and RSS readable, and as harmless', async () => {
    const atom = await (await site.ask(`/feed.atom${page}`)).text();
    const rss = await (await site.ask(`/feed.rss${page}`)).text();
    for (const xml of [atom, rss]) {
      expect(xml).not.toMatch(acting);
      expect(xml).not.toMatch(/<(?:script|img)/);
      expect(extractFromXml(xml).entries).toHaveLength(20);
      expect((await new RssParser().parseString(xml)).items).toHaveLength(20);
    }
    const bodies = [
      parseAtomFeed(atom).entries?.[0]?.content?.value ?? '',
      parseRssFeed(rss).items?.[0]?.description ?? '',
    ];
    for (const html of bodies) {
      expect(html).toContain('<strong>BREAKING</strong>');
      expect(elementsOf(html).filter((element) => !harmless.includes(element))).toEqual([]);
    }
  });
});

test('a text of a megabyte is shown as far as anybody reads', () => {
  const shown = inert('\u202e'.repeat(1_000_000));
  expect(shown.length).toBeLessThan(700_000);
  expect(inert('x'.repeat(1_000_000)).length).toBeLessThan(101_000);
});

test('what is said as JSON is data, and is said to be nothing else', async () => {
  const site = await startSite({ table: world.context.table });
  try {
    await writeReport(world.context.table, poisoned('<script>alert(1)</script>'), new Date());
    const answer = await site.ask('/v1/releases/v20240817');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.json()).toMatchObject({ report: { because: '<script>alert(1)</script>' } });
  } finally {
    await site.stop();
  }
});
