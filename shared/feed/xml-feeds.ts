import { escapeMarkup as esc } from './inert.ts';
import type { FeedItem } from './item.ts';
import { type FeedPlace, feedDescription, feedTitle } from './json-feed.ts';

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

/** An element with text. */
function text(name: string, content: string): string {
  return `<${name}>${esc(content)}</${name}>`;
}

/** An element that has attributes only. */
function empty(name: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${esc(value)}"`);
  return `<${name}${written.join('')}/>`;
}

function links(name: string, place: FeedPlace, type: string): readonly string[] {
  return [
    empty(name, { rel: 'self', type, href: place.self }),
    ...(place.next === undefined ? [] : [empty(name, { rel: 'next', type, href: place.next })]),
    ...(place.hub === undefined ? [] : [empty(name, { rel: 'hub', href: place.hub })]),
  ];
}

/** The instant of the last news among the items; of an empty feed, the beginning of time. */
function updatedAt(items: readonly FeedItem[]): string {
  const instants = items.map(({ changedAt, publishedAt }) => changedAt ?? publishedAt);
  return instants.sort().at(-1) ?? new Date(0).toISOString();
}

/** The items as Atom (RFC 4287), paged as RFC 5005 says. */
export function atomFeed(items: readonly FeedItem[], place: FeedPlace): string {
  const entries = items.map((item) =>
    [
      '<entry>',
      text('id', `urn:amiwatch:${item.id.replaceAll('/', ':')}`),
      text('title', item.title),
      empty('link', { rel: 'alternate', type: 'text/html', href: item.url }),
      text('published', item.publishedAt),
      text('updated', item.changedAt ?? item.publishedAt),
      ...item.tags.map((tag) => empty('category', { term: tag })),
      text('summary', item.summary),
      `<content type="html">${esc(item.html)}</content>`,
      '</entry>',
    ].join(''),
  );
  return [
    `${declaration}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">`,
    text('id', 'urn:amiwatch:eks-amazon-linux'),
    text('title', feedTitle),
    text('subtitle', feedDescription),
    text('updated', updatedAt(items)),
    `<author>${text('name', 'amiwatch')}</author>`,
    empty('link', { rel: 'alternate', type: 'text/html', href: place.home }),
    ...links('link', place, 'application/atom+xml'),
    ...entries,
    '</feed>\n',
  ].join('');
}

/** The items as RSS 2.0. */
export function rssFeed(items: readonly FeedItem[], place: FeedPlace): string {
  const entries = items.map((item) =>
    [
      '<item>',
      text('title', item.title),
      text('link', item.url),
      `<guid isPermaLink="false">${esc(item.id)}</guid>`,
      text('pubDate', new Date(item.publishedAt).toUTCString()),
      ...item.tags.map((tag) => text('category', tag)),
      text('description', item.html),
      '</item>',
    ].join(''),
  );
  return [
    `${declaration}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>`,
    text('title', feedTitle),
    text('link', place.home),
    text('description', feedDescription),
    text('language', 'en'),
    text('lastBuildDate', new Date(updatedAt(items)).toUTCString()),
    ...links('atom:link', place, 'application/rss+xml'),
    ...entries,
    '</channel></rss>\n',
  ].join('');
}
