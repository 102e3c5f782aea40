import * as z from 'zod';
import { pageOf } from '../../../shared/feed/feed-page.ts';
import { type FeedItem, itemOf } from '../../../shared/feed/item.ts';
import { type FeedPlace, jsonFeed, jsonFeedSchema } from '../../../shared/feed/json-feed.ts';
import { atomFeed, rssFeed } from '../../../shared/feed/xml-feeds.ts';
import { addressOf } from '../address.ts';
import { filterOf } from '../known.ts';
import { filterParameters } from '../parameters.ts';
import { jsonRoute, textRoute, type View } from '../route.ts';

/** Items of a page: half a year at the usual pace, some 300 kB. */
const itemsOfPage = 20;

const parameters = z.strictObject(filterParameters);
type Parameters = z.output<typeof parameters>;

interface Feed {
  readonly items: readonly FeedItem[];
  readonly place: FeedPlace;
}

function feedAt(path: string, view: View, given: Parameters): Feed {
  const page = pageOf(view.catalogue, filterOf(view.catalogue, given), itemsOfPage, given.before);
  const address = `${view.baseUrl}${path}`;
  return {
    items: page.releases.map((release) => itemOf(release, view.catalogue.entries)),
    place: {
      self: addressOf(address, given),
      home: `${view.baseUrl}/`,
      next: page.next && addressOf(address, { ...given, before: page.next }),
      hub: hubOf(view, given),
    },
  };
}

/** A hub is told of whole feeds alone; who subscribed to another one there would hear nothing. */
function hubOf({ hub }: View, given: Parameters): string | undefined {
  return Object.values(given).every((value) => value === undefined) ? hub : undefined;
}

/** Subscribers find the hub without reading the feed (WebSub, 4). */
function linksOf(path: string) {
  return (view: View, given: Parameters): Readonly<Record<string, string>> => {
    const hub = hubOf(view, given);
    if (hub === undefined) return {};
    return {
      link: `<${hub}>; rel="hub", <${view.baseUrl}${path}>; rel="self"`,
      // The hub must not be given what a cache had before the news: see the wait before it is told.
      'cache-control': 'public, max-age=60, stale-if-error=86400',
    };
  };
}

export const jsonFeedRoute = jsonRoute({
  path: '/feed.json',
  summary: 'The releases as JSON Feed 1.1, the newest first.',
  parameters,
  response: jsonFeedSchema,
  type: 'application/feed+json',
  headers: linksOf('/feed.json'),
  answer: (view, given) => {
    const { items, place } = feedAt('/feed.json', view, given);
    return jsonFeed(items, place);
  },
});

export const atomRoute = textRoute({
  path: '/feed.atom',
  summary: 'The same items as Atom.',
  parameters,
  type: 'application/atom+xml; charset=utf-8',
  headers: linksOf('/feed.atom'),
  answer: (view, given) => {
    const { items, place } = feedAt('/feed.atom', view, given);
    return atomFeed(items, place);
  },
});

export const rssRoute = textRoute({
  path: '/feed.rss',
  summary: 'The same items as RSS 2.0.',
  parameters,
  type: 'application/rss+xml; charset=utf-8',
  headers: linksOf('/feed.rss'),
  answer: (view, given) => {
    const { items, place } = feedAt('/feed.rss', view, given);
    return rssFeed(items, place);
  },
});
