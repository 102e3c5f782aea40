import type { Catalogue, CatalogueRelease } from '../../../shared/feed/catalogue.ts';
import { type RegionTracks, regionsOf } from '../../../shared/feed/rollout.ts';
import {
  type AmiType,
  amiTypeOf,
  amiTypes,
  type Minor,
  minorOf,
  type Track,
} from '../../../shared/parameters/track.ts';
import { describeMinors } from '../../../shared/report/describe-tracks.ts';
import type { Report } from '../../../shared/report/report.ts';
import type { View } from '../route.ts';
import type { Asked } from './asked.ts';
import { chosenRelease } from './chosen.ts';
import { formOf, selectOf } from './form.ts';
import { type Html, html } from './html.ts';
import { releaseCard } from './release-card.ts';
import { counted, minuteOf } from './words.ts';

/** One release: how far it has come, Region by Region, and all that is known of it. */
export const rolloutView = {
  title: 'Rollout',
  form: ({ catalogue }: View, asked: Asked): Html =>
    formOf('rollout', 'Show', [
      selectOf(
        'Release',
        'release',
        catalogue.releases.map(({ release }) => release),
        releaseOf(catalogue, asked)?.release,
      ),
    ]),
  render: (view: View, asked: Asked): Html => {
    const release = releaseOf(view.catalogue, asked);
    if (release === undefined) return html`<p class="empty">No release is known yet.</p>`;
    return html`${matrixOf(release.report())}${releaseCard(view, release, { isOpen: true })}`;
  },
};

function releaseOf(catalogue: Catalogue, asked: Asked): CatalogueRelease | undefined {
  return chosenRelease(catalogue, asked, 'release') ?? catalogue.releases[0];
}

function matrixOf(report: Report): Html {
  const { release, tracks } = report;
  if (report.rollout.length === 0)
    return html`<p class="empty">Nobody here saw ${release} come: which Regions have it is not known. A deployment notes that as its polls see images come; so does <code>npx amiwatch watch --live</code>, for the Regions that it is given.</p>`;
  const types = amiTypes.filter((type) => tracks.some((track) => amiTypeOf(track) === type));
  const regions = regionsOf(report).toSorted((a, b) => (a.region < b.region ? -1 : 1));
  const whole = regions.filter(
    ({ arrived, missing, wentBack }) => arrived.length > 0 && missing.length + wentBack.length === 0,
  ).length;
  return html`<div class="wide" role="region" aria-label="Rollout of ${release}" tabindex="0">
    <table class="matrix">
      <caption>${release}: ${counted(whole, 'Region')} of ${regions.length} ${whole === 1 ? 'has' : 'have'} all of its images.</caption>
      <thead><tr><th scope="col">Region</th><th scope="col">First seen</th>${types.map((type) => html`<th scope="col">${type}</th>`)}</tr></thead>
      <tbody>${regions.map((region) => rowOf(region, types))}</tbody>
    </table>
  </div>`;
}

function rowOf({ arrived, missing, region, since, wentBack }: RegionTracks, types: readonly AmiType[]): Html {
  const of = (tracks: readonly Track[], type: AmiType) =>
    tracks.filter((track) => amiTypeOf(track) === type).map(minorOf);
  return html`<tr><th scope="row">${region}</th><td>${since === undefined ? 'not yet' : minuteOf(since)}</td>
    ${types.map((type) => cellOf(of(arrived, type), of(missing, type), of(wentBack, type)))}</tr>`;
}

/** A cell says which minors are there in words; its look repeats it. */
function cellOf(arrived: readonly Minor[], missing: readonly Minor[], wentBack: readonly Minor[]): Html {
  const left = wentBack.length === 0 ? undefined : `went back: ${describeMinors(wentBack)}`;
  if (arrived.length === 0) {
    const words = missing.length === 0 ? 'not offered' : `none of ${describeMinors(missing)}`;
    return html`<td class="none">– ${left ?? words}</td>`;
  }
  if (missing.length + wentBack.length === 0) return html`<td class="all">✓ ${describeMinors(arrived)}</td>`;
  const not = missing.length === 0 ? undefined : `not ${describeMinors(missing)}`;
  const words = [describeMinors(arrived), not, left].filter((part) => part !== undefined);
  return html`<td class="some">◐ ${words.join(', ')}</td>`;
}
