import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { CatalogueRelease } from '../../shared/feed/catalogue.ts';
import { itemOf } from '../../shared/feed/item.ts';
import { type FeedPlace, jsonFeed } from '../../shared/feed/json-feed.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { Report } from '../../shared/report/report.ts';
import { inputOf, recordedReports, reportOf } from '../report/recorded.ts';

const reports = recordedReports().toReversed();
const place = {
  self: 'https://example.com/feed.json',
  home: 'https://example.com/',
  next: undefined,
  hub: undefined,
};

const feedOf = (shown: readonly Report[], entries = behaviourChanges, at: FeedPlace = place) =>
  jsonFeed(
    shown.map((report) => itemOf(releaseWith(report), entries)),
    at,
  );

/** As a reader gets it. */
const received = (...args: Parameters<typeof feedOf>): unknown => JSON.parse(JSON.stringify(feedOf(...args)));

function releaseWith(report: Report, changedAt?: string): CatalogueRelease {
  return {
    release: report.release,
    publishedAt: () => report.detectedAt,
    changedAt,
    withdrawn: () => undefined,
    report: () => report,
    facts: () => undefined,
    packages: () => new Map(),
  };
}

const topKeys = new Set(
  'version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items'.split(
    ' ',
  ),
);
const itemKeys = new Set(
  'id url external_url title content_html content_text summary image banner_image date_published date_modified authors tags language attachments'.split(
    ' ',
  ),
);
const rfc3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** What jsonfeed.org/version/1.1 asks for and this feed breaks. */
function broken(feed: unknown): readonly string[] {
  if (!isObject(feed)) return ['The feed is no object.'];
  const { items } = feed;
  if (!Array.isArray(items)) return ['items is no array.'];
  return [
    ...(feed['version'] === 'https://jsonfeed.org/version/1.1' ? [] : ['version is not that of 1.1.']),
    ...(isText(feed['title']) ? [] : ['title is missing.']),
    ...(feed['feed_url'] === undefined || isAddress(feed['feed_url']) ? [] : ['feed_url is no address.']),
    ...unknownKeys(feed, topKeys),
    ...(new Set(items.map((item) => item.id)).size === items.length ? [] : ['Two items have one id.']),
    ...items.flatMap((item, index) => brokenIn(item).map((words) => `${index}: ${words}`)),
  ];
}

function brokenIn(item: unknown): readonly string[] {
  if (!isObject(item)) return ['The item is no object.'];
  const { id, url, title, content_html, content_text, summary, date_published, tags } = item;
  return [
    ...(isText(id) ? [] : ['id is no text.']),
    ...(isText(content_text) || isText(content_html) ? [] : ['It has no content.']),
    ...(isAddress(url) ? [] : ['url is no address.']),
    ...(isText(title) && isText(summary) && !/\n/.test(title + summary)
      ? []
      : ['title or summary is no line.']),
    ...(typeof date_published === 'string' && rfc3339.test(date_published)
      ? []
      : ['date_published is no date.']),
    ...(Array.isArray(tags) && tags.every(isText) && new Set(tags).size === tags.length
      ? []
      : ['tags are not tags.']),
    ...unknownKeys(item, itemKeys),
  ];
}

function unknownKeys(object: Record<string, unknown>, known: ReadonlySet<string>): readonly string[] {
  const extension = (key: string) => /^_[a-zA-Z][^.]*$/.test(key) && isObject(object[key]);
  return Object.keys(object)
    .filter((key) => !known.has(key) && !extension(key))
    .map((key) => `${key} is not of the format.`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isAddress = (value: unknown) => isText(value) && URL.canParse(value) && value.startsWith('https://');

describe('a feed by the rules of JSON Feed 1.1', () => {
  const all = {
    ...place,
    next: 'https://example.com/feed.json?before=v20240817',
    hub: 'https://hub.example.com/',
  };
  test.each([
    ['every recorded release', received(reports, behaviourChanges, all)],
    ['no release', received([])],
    ['a release whose entries are gone', received([reportOf('v20240817', 'v20240729')], [])],
  ])('%s', (_, feed) => {
    expect(broken(feed)).toEqual([]);
  });

  test('the rules are held', () => {
    const feed = feedOf(reports.slice(0, 2));
    const [item] = feed.items;
    expect(broken({ ...feed, version: '1.1' })).toHaveLength(1);
    expect(broken({ ...feed, items: [item, item] })).toHaveLength(1);
    expect(
      broken({
        ...feed,
        items: [{ ...item, content_text: '', content_html: '', date_published: '2024-08-17' }],
      }),
    ).toHaveLength(2);
    expect(broken({ ...feed, items: [{ ...item, author: 'x', _x: 'text' }] })).toHaveLength(2);
  });
});

test('items stand in the order given', () => {
  const { items } = feedOf(reports);
  expect(items.map(({ id }) => id)).toEqual(reports.map(({ release }) => `eks-amazon-linux/${release}`));
});

test('where the feed is, where it goes on, and who tells of news', () => {
  const next = 'https://example.com/feed.json?before=v20240817';
  const hub = 'https://hub.example.com/';
  expect(feedOf([], behaviourChanges, { ...place, next, hub })).toMatchObject({
    feed_url: place.self,
    home_page_url: place.home,
    next_url: next,
    hubs: [{ type: 'WebSub', url: hub }],
  });
  expect(feedOf([])).not.toHaveProperty('next_url');
  expect(feedOf([])).not.toHaveProperty('hubs');
});

test('an item tells a person the consequence and a machine the report', () => {
  const report = reportOf('v20240817', 'v20240729');
  const [item] = feedOf([report]).items;
  expect(item).toMatchObject({
    url: 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20240817',
    title:
      'v20240817: containerd 1.7.11 → 1.7.20: 2 known behaviour changes in; 1 other change in, act before your nodes roll',
    date_published: report.detectedAt,
    _amiwatch: report,
  });
  expect(item?.summary).toContain('containerd 1.7.11 → 1.7.20');
  expect(item?.content_text).toContain('BREAKING CHANGE');
  expect(item?.content_html).toContain('<h4>What to do</h4>');
  expect(item?.tags.slice(0, 2)).toEqual(['breaking', 'containerd']);
  expect(item?.tags).toContain('containerd-process-exit-event-lost');
});

test('a report that changed says when', () => {
  const report = reportOf('v20240817', 'v20240729');
  const item = itemOf(releaseWith(report, '2024-08-20T00:00:00.000Z'), behaviourChanges);
  expect(jsonFeed([item], place).items[0]).toMatchObject({ date_modified: '2024-08-20T00:00:00.000Z' });
  expect(feedOf([report]).items[0]).not.toHaveProperty('date_modified');
});

test('a release that was taken back says so', () => {
  const input = { ...inputOf('v20240817', 'v20240729'), status: 'withdrawn' as const };
  const [item] = feedOf([buildReport(input, behaviourChanges)]).items;
  expect(item?.title).toBe('v20240817: Taken back by AWS: do not roll nodes to it');
});
