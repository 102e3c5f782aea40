import * as z from 'zod';
import type { FeedItem } from './item.ts';
import { reportSchema } from './report-schema.ts';

/** What a feed says of itself, in every format. */
export const feedTitle = 'EKS AMI releases';
export const feedDescription = 'What changed in EKS node images, and what it breaks.';

/** Where a feed is. */
export interface FeedPlace {
  /** The address that was asked. */
  readonly self: string;
  /** The page for people. */
  readonly home: string;
  /** The page of older items; `undefined` on the last one. */
  readonly next: string | undefined;
  /** A WebSub hub that tells subscribers of news. */
  readonly hub: string | undefined;
}

const itemSchema = z.object({
  id: z.string().meta({ description: 'Stable: the same for ever.' }),
  url: z.url(),
  title: z.string(),
  content_text: z.string(),
  content_html: z.string().meta({ description: 'Self-contained; every text in it is escaped.' }),
  summary: z.string(),
  date_published: z.iso.datetime(),
  date_modified: z.iso.datetime().exactOptional().meta({ description: 'When the report last changed.' }),
  tags: z
    .array(z.string())
    .meta({ description: 'The severity, then packages that moved and behaviour changes.' }),
  _amiwatch: reportSchema,
});

/** JSON Feed 1.1 (jsonfeed.org/version/1.1), as far as this feed uses it. */
export const jsonFeedSchema = z
  .object({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string(),
    description: z.string(),
    language: z.literal('en'),
    home_page_url: z.url(),
    feed_url: z.url(),
    next_url: z
      .url()
      .exactOptional()
      .meta({ description: 'Older items; missing at the end of the history.' }),
    authors: z.array(z.object({ name: z.string(), url: z.url() })),
    hubs: z.array(z.object({ type: z.literal('WebSub'), url: z.url() })).exactOptional(),
    items: z.array(itemSchema),
  })
  .meta({ id: 'JsonFeed' });

export type JsonFeed = z.infer<typeof jsonFeedSchema>;

/** The items as a JSON Feed, in the order given. */
export function jsonFeed(items: readonly FeedItem[], { self, home, next, hub }: FeedPlace): JsonFeed {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle,
    description: feedDescription,
    language: 'en',
    home_page_url: home,
    feed_url: self,
    ...(next === undefined ? {} : { next_url: next }),
    authors: [{ name: 'amiwatch', url: home }],
    ...(hub === undefined ? {} : { hubs: [{ type: 'WebSub' as const, url: hub }] }),
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_text: item.text,
      content_html: item.html,
      summary: item.summary,
      date_published: item.publishedAt,
      ...(item.changedAt === undefined ? {} : { date_modified: item.changedAt }),
      tags: [...item.tags],
      _amiwatch: item.report,
    })),
  };
}
