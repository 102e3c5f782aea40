import { announce } from '../announce/announce.ts';
import type { Announcement } from '../announce/announcement.ts';
import { describeMove } from '../announce/headline.ts';
import { plainStyle, renderText } from '../announce/text.ts';
import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { releaseNotesUrl } from '../parameters/release-tag.ts';
import type { Report } from '../report/report.ts';
import type { CatalogueRelease } from './catalogue.ts';
import { contentHtml } from './content-html.ts';
import { inert } from './inert.ts';

/** A release as every feed shows it, in plain text save `html`. */
export interface FeedItem {
  /** `eks-amazon-linux/v20240817`, for ever. */
  readonly id: string;
  /** Upstream's page of the release. */
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly html: string;
  readonly publishedAt: string;
  readonly changedAt: string | undefined;
  readonly tags: readonly string[];
  readonly report: Report;
}

const layout = { width: 80, style: plainStyle, most: Number.POSITIVE_INFINITY };

/** The report as the message that a person would have got of it. */
export function toldOf(report: Report, entries: readonly BehaviourChange[]): Announcement {
  const kind = report.status === 'withdrawn' ? 'withdrawn' : 'new-release';
  return announce(report, kind, entries, new Date(report.detectedAt));
}

/** What feeds say of a release. */
export function itemOf(release: CatalogueRelease, entries: readonly BehaviourChange[]): FeedItem {
  const report = release.report();
  const told = toldOf(report, entries);
  const packages = told.changes.map((change) => change.package);
  const behaviourChanges = told.findings.map(({ behaviourChange }) => behaviourChange);
  const rules = told.risks.filter(({ severity }) => severity !== 'routine').map(({ rule }) => rule);
  return {
    id: `${report.stream}/${report.release}`,
    url: releaseNotesUrl(report.release),
    title: inert(`${report.release}: ${told.headline}`),
    summary: inert(told.changes.slice(0, 3).map(describeMove).join(', ') || told.headline),
    text: inert(renderText(told, layout)),
    html: contentHtml(told),
    publishedAt: release.publishedAt(),
    changedAt: release.changedAt,
    tags: [...new Set([report.severity, ...packages, ...behaviourChanges, ...rules])].map(inert),
    report,
  };
}
