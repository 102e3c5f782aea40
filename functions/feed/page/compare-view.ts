import type { CatalogueRelease } from '../../../shared/feed/catalogue.ts';
import { type Difference, differenceOf } from '../../../shared/feed/difference.ts';
import { trackWanted } from '../../../shared/feed/feed-page.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { describeTracks } from '../../../shared/report/describe-tracks.ts';
import { addressOf } from '../address.ts';
import { checkMinors } from '../known.ts';
import { amiTypeParameter, kubernetesParameter } from '../parameters.ts';
import type { View } from '../route.ts';
import { viewAddress } from './address.ts';
import type { Asked } from './asked.ts';
import { calloutsOf } from './callouts.ts';
import { changesTable } from './changes.ts';
import { chosen, chosenRelease } from './chosen.ts';
import { findingOf } from './finding.ts';
import { formOf, selectOf, trackFields } from './form.ts';
import { type Html, html } from './html.ts';
import { risksOf, unknownOf } from './risks.ts';
import { severityMark } from './severity-mark.ts';
import { counted } from './words.ts';

/** What lies between two releases: an upgrade over some of them, or a way back. */
export const compareView = { title: 'Compare', form: compareForm, render: renderComparison };

function compareForm(view: View, asked: Asked): Html {
  const { catalogue } = view;
  const tags = catalogue.releases.map(({ release }) => release);
  const [to, from] = endsOf(view, asked);
  return formOf('compare', 'Compare', [
    selectOf('From', 'from', tags, from?.release),
    selectOf('To', 'to', tags, to?.release),
    ...trackFields(catalogue, asked, 'All'),
  ]);
}

/** Without a choice, the newest release that stands and the one before it. */
function endsOf({ catalogue }: View, asked: Asked): readonly (CatalogueRelease | undefined)[] {
  const standing = catalogue.releases.filter(({ withdrawn }) => withdrawn() === undefined);
  const to = chosenRelease(catalogue, asked, 'to') ?? standing[0];
  const before = standing.find(({ release }) => to !== undefined && release < to.release);
  return [to, chosenRelease(catalogue, asked, 'from') ?? before];
}

function wantedOf({ catalogue }: View, asked: Asked): (track: Track) => boolean {
  const amiType = chosen(asked, 'amiType', amiTypeParameter);
  const kubernetes = chosen(asked, 'kubernetes', kubernetesParameter);
  if (kubernetes !== undefined) checkMinors(catalogue, [kubernetes]);
  return trackWanted({ amiType: amiType && [amiType], kubernetes: kubernetes && [kubernetes] });
}

function renderComparison(view: View, asked: Asked): Html {
  const [to, from] = endsOf(view, asked);
  if (to === undefined || from === undefined)
    return html`<p class="empty">There are no two releases yet.</p>`;
  const difference = differenceOf(view.catalogue, from, to, wantedOf(view, asked));
  const { changes, findings, skipped, tracks } = difference;
  if (tracks.length === 0)
    return html`<p class="empty" role="alert">No image that you ask for is in both ${from.release} and ${to.release}, or what is in them is not known.</p>`;
  const ends = { from: from.release, to: to.release };
  const { amiType, kubernetes } = asked;
  return html`<article class="release ${difference.severity}" aria-labelledby="difference">
    <header><h2 id="difference">${from.release} → ${difference.withdrawn === null ? to.release : html`<del>${to.release}</del>`}</h2>
      ${severityMark(difference.severity)}
      ${difference.withdrawn === null ? undefined : html`<span class="status">${to.release} was taken back by AWS</span>`}
    </header>
    <p class="headline">${difference.headline}</p>
    <p class="quiet">${describeTracks(tracks, tracks)}${skipped.length === 0 ? undefined : ` · skips ${counted(skipped.length, 'release')}`}${from.release > to.release ? ' · a way back' : undefined}</p>
    ${calloutsOf(difference.callouts, false)}
    ${findings.map((finding) => findingOf(finding, tracks, true))}
    ${risksOf(difference.risks, tracks)}
    ${passingOf(difference)}
    ${unknownOf(difference.unknown.from, tracks, from.release)}
    ${unknownOf(difference.unknown.to, tracks, to.release)}
    ${changes.length === 0 ? noneOf(difference) : changesTable(changes, tracks)}
    ${onlyIn(difference.onlyInFrom, `Not any more in ${to.release}`)}
    ${onlyIn(difference.onlyInTo, `Not yet in ${from.release}`)}
    <footer class="quiet">
      <a href="${viewAddress({ view: 'compare', amiType, kubernetes, from: to.release, to: from.release })}">The other way round</a>
      <a href="${addressOf('v1/diff', { ...ends, amiType, kubernetes })}">JSON</a>
    </footer>
  </article>`;
}

/** Where an end is not known, nothing can be said of moves. */
function noneOf({ because, severity }: Difference): Html {
  return severity === 'unknown'
    ? html`<p>What differs is unknown: ${because}.</p>`
    : html`<p>No package is known to differ.</p>`;
}

/** Who goes straight from one to the other never meets these. */
function passingOf({ cameAndWent, tracks }: Difference): Html | undefined {
  if (cameAndWent.length === 0) return undefined;
  return html`<details class="moved"><summary>${counted(cameAndWent.length, 'behaviour change')} came and went on the way</summary>
    <ul>${cameAndWent.map(({ behaviourChange, releases, severity, title, tracks: where }) => html`<li>${severityMark(severity)} <a href="${viewAddress({ view: 'known', behaviourChange })}">${title}</a> <span class="quiet">in ${releases.join(', ')}: ${describeTracks(where, tracks)}</span></li>`)}</ul></details>`;
}

function onlyIn(tracks: readonly Track[], title: string): Html | undefined {
  if (tracks.length === 0) return undefined;
  return html`<p class="quiet">${title}: ${describeTracks(tracks, tracks)}</p>`;
}
