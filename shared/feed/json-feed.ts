import { announce } from '../announce/announce.ts';
import { describeMove } from '../announce/headline.ts';
import { plainStyle, renderText } from '../announce/text.ts';
import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { releaseNotesUrl } from '../parameters/release-tag.ts';
import type { Report } from '../report/report.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1), as far as this feed uses it. */
export interface JsonFeed {
  readonly version: 'https://jsonfeed.org/version/1.1';
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly feed_url?: string;
  readonly items: readonly JsonFeedItem[];
}

export interface JsonFeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_text: string;
  readonly summary: string;
  readonly date_published: string;
  readonly tags: readonly string[];
  /** The report as machines read it. */
  readonly _amiwatch: Report;
}

const textWidth = 80;

/** The reports as a feed, in the order given. `feedUrl` is where the feed itself is, when that is known. */
export function jsonFeed(
  reports: readonly Report[],
  entries: readonly BehaviourChange[],
  feedUrl?: string,
): JsonFeed {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'EKS AMI releases',
    description: 'What changed in EKS node images, and what it breaks.',
    language: 'en',
    ...(feedUrl === undefined ? {} : { feed_url: feedUrl }),
    items: reports.map((report) => itemOf(report, entries)),
  };
}

function itemOf(report: Report, entries: readonly BehaviourChange[]): JsonFeedItem {
  const kind = report.status === 'withdrawn' ? 'withdrawn' : 'new-release';
  const told = announce(report, kind, entries, new Date(report.detectedAt));
  const packages = told.changes.map((change) => change.package);
  const behaviourChanges = told.findings.map(({ behaviourChange }) => behaviourChange);
  const rules = told.risks.filter(({ severity }) => severity !== 'routine').map(({ rule }) => rule);
  return {
    id: `${report.stream}/${report.release}`,
    url: releaseNotesUrl(report.release),
    title: `${report.release}: ${told.headline}`,
    content_text: renderText(told, { width: textWidth, style: plainStyle, most: Number.POSITIVE_INFINITY }),
    summary: told.changes.slice(0, 3).map(describeMove).join(', ') || told.headline,
    date_published: report.detectedAt,
    tags: [...new Set([report.severity, ...packages, ...behaviourChanges, ...rules])],
    _amiwatch: report,
  };
}
