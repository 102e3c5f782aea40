import type { AnnouncedChange, Announcement } from '../../../shared/announce/announcement.ts';
import { describeReturned } from '../../../shared/announce/rollback.ts';
import type { CatalogueRelease } from '../../../shared/feed/catalogue.ts';
import { toldOf } from '../../../shared/feed/item.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { describeMinors } from '../../../shared/report/describe-tracks.ts';
import type { View } from '../route.ts';
import { viewAddress } from './address.ts';
import { calloutsOf } from './callouts.ts';
import { changesTable } from './changes.ts';
import { findingOf } from './finding.ts';
import { type Html, html } from './html.ts';
import { risksOf, unknownOf } from './risks.ts';
import { severityMark } from './severity-mark.ts';
import { counted, dayOf, linkTo } from './words.ts';

/** How much of a release a card shows. */
export interface CardOptions {
  readonly isOpen?: boolean;
  readonly wanted?: (track: Track) => boolean;
}

/** Words for a status that changes how the rest is to be read. */
const statusWords: Readonly<Record<string, string>> = {
  detected: 'Details pending',
  'details-unavailable': 'Details unavailable',
  withdrawn: 'Taken back by AWS',
};

/** More names do not fit into a line. */
const namedChanges = 6;

/**
 * A release with all that its report says; on the timeline, where many are to be seen at a glance, behind lines that open. What
 * is not on a track that is `wanted` is counted.
 */
export function releaseCard(
  { catalogue }: View,
  release: CatalogueRelease,
  { isOpen = false, wanted = () => true }: CardOptions = {},
): Html {
  const report = release.report();
  const { left, told } = narrowed(toldOf(report, catalogue.entries), wanted);
  const { changes, findings, risks, tracks } = told;
  // What rules hold for routine can wait until somebody looks at the release itself.
  const shownRisks = risks.filter(({ severity }) => isOpen || severity !== 'routine');
  const tag = report.release;
  const status = statusWords[report.status];
  const table = changesTable(changes, tracks);
  const before = told.comparedWith[0]?.release;
  return html`<article class="release ${report.severity} ${report.status}" id="${tag}" aria-labelledby="${tag}-name">
    <header>
      <h2 id="${tag}-name"><a href="${viewAddress({ view: 'rollout', release: tag })}">${report.status === 'withdrawn' ? html`<del>${tag}</del>` : tag}</a></h2>
      ${severityMark(report.severity)}
      ${status === undefined ? undefined : html`<span class="status">${status}</span>`}
      <span class="when">${dayOf(release.publishedAt())}</span>
    </header>
    <p class="headline">${told.headline}</p>
    <p class="quiet">${report.kubernetes.length === 0 ? undefined : `Kubernetes ${describeMinors(report.kubernetes)}`}${findings.length + shownRisks.length > 0 ? undefined : ` · ${told.because}`}</p>
    ${calloutsOf(
      (told.references?.callouts ?? []).map((callout) => ({ release: tag, ...callout })),
      true,
    )}
    ${findings.map((finding) => findingOf(finding, tracks, isOpen))}
    ${risksOf(shownRisks, tracks)}
    ${unknownOf(told.unknown, tracks, tag)}
    ${returnedOf(told)}
    ${changesOf(table, changes, isOpen)}
    ${left === 0 ? undefined : html`<p class="quiet">${left} more on other images: <a href="${viewAddress({ view: 'rollout', release: tag })}">all of it</a></p>`}
    ${troubleOf(told.problems)}
    <footer class="quiet">
      ${before === undefined ? undefined : html`<a href="${viewAddress({ view: 'compare', from: before, to: tag })}">Compare with ${before}</a>`}
      <a href="${viewAddress({ view: 'rollout', release: tag })}">Rollout</a>
      ${told.sources.slice(0, 1).map(({ url }) => notesLink(url))}
      <a href="v1/releases/${tag}">JSON</a>
    </footer>
  </article>`;
}

/** An announcement with what it says of these tracks alone, and how many findings, risks and changes it has beside that. */
function narrowed(
  whole: Announcement,
  wanted: (track: Track) => boolean,
): { readonly told: Announcement; readonly left: number } {
  const tracks = whole.tracks.filter(wanted);
  if (tracks.length === whole.tracks.length) return { told: whole, left: 0 };
  const of = <Item extends { readonly tracks: readonly Track[] }>(items: readonly Item[]): readonly Item[] =>
    items.flatMap((item) => {
      const met = item.tracks.filter(wanted);
      return met.length === 0 ? [] : [{ ...item, tracks: met }];
    });
  const told = {
    ...whole,
    tracks,
    findings: of(whole.findings).map((finding) => ({
      ...finding,
      alreadyOn: finding.alreadyOn.filter(wanted),
    })),
    risks: of(whole.risks),
    changes: of(whole.changes).map((change) => ({ ...change, builds: of(change.builds) })),
    unknown: of(whole.unknown),
  };
  const size = ({ changes, findings, risks }: Announcement) =>
    changes.length + findings.length + risks.length;
  return { told, left: size(whole) - size(told) };
}

/** Upstream's page of the release; an address that cannot be followed is shown as it is. */
function notesLink(url: string): Html {
  return url.startsWith('https://') ? html`<a href="${url}" rel="noreferrer">Release notes</a>` : linkTo(url);
}

function changesOf(table: Html, changes: readonly AnnouncedChange[], isOpen: boolean): Html | undefined {
  if (changes.length === 0) return undefined;
  const names = [...new Set(changes.map((change) => change.package))];
  const more = names.length > namedChanges ? ', …' : '';
  const title = html`<summary>${counted(changes.length, 'change')} <span class="quiet">${names.slice(0, namedChanges).join(', ')}${more}</span></summary>`;
  return isOpen
    ? html`<details class="moved" open>${title}${table}</details>`
    : html`<details class="moved">${title}${table}</details>`;
}

/** A release that was left in some places is still what the others run. */
function returnedOf({ returned, status, tracks }: Announcement): Html | undefined {
  if (returned === null || status === 'withdrawn') return undefined;
  const lines = describeReturned(returned, tracks);
  return html`<p><span class="status">Rolled back</span> ${lines.join('; ')}.</p>`;
}

function troubleOf(problems: readonly string[]): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<details class="trouble"><summary>${counted(problems.length, 'problem')} with the sources</summary>
    <ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></details>`;
}
