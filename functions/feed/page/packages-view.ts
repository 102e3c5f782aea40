import { minorsIn, tracksIn } from '../../../shared/feed/catalogue.ts';
import { trackWanted } from '../../../shared/feed/feed-page.ts';
import { packagesIn, tracksWith } from '../../../shared/feed/occurrences.ts';
import { type Series, seriesOf } from '../../../shared/feed/series.ts';
import type { PackageName } from '../../../shared/packages/canonical.ts';
import { type AmiType, amiTypeOf, amiTypes, minorOf } from '../../../shared/parameters/track.ts';
import { describeMinors } from '../../../shared/report/describe-tracks.ts';
import { addressOf } from '../address.ts';
import { checkMinors, knownPackages } from '../known.ts';
import { amiTypeParameter, kubernetesParameter, packageParameter } from '../parameters.ts';
import type { View } from '../route.ts';
import { viewAddress } from './address.ts';
import type { Asked } from './asked.ts';
import { chosen } from './chosen.ts';
import { formOf, selectOf } from './form.ts';
import { type Html, html } from './html.ts';
import { plotOf } from './plot.ts';
import { plotDataOf } from './plot-data.ts';
import { plotChangesOf } from './plot-marks.ts';
import { severityMark } from './severity-mark.ts';
import { counted, dayOf } from './words.ts';

/** The versions of a package over time. */
export const packagesView = { title: 'Packages', form: packagesForm, render: renderPackage };

/** What people ask for first. */
const usual = 'containerd' as PackageName;

function packageOf({ catalogue }: View, asked: Asked): PackageName {
  const name = chosen(asked, 'package', packageParameter) ?? usual;
  return asked.package === undefined ? name : (knownPackages(catalogue, [name])[0] ?? name);
}

/** The AMI type that was chosen, or that has the package on most tracks of the newest release. */
function amiTypeFor(view: View, asked: Asked, name: PackageName): AmiType | undefined {
  const given = chosen(asked, 'amiType', amiTypeParameter);
  if (given !== undefined) return given;
  const newest = view.catalogue.releases.find(({ packages }) =>
    [...packages().values()].some((known) => known.has(name)),
  );
  const having = newest === undefined ? [] : tracksWith([newest], name).map(amiTypeOf);
  const ranked = amiTypes.toSorted((a, b) => count(having, b) - count(having, a));
  return ranked[0];
}

function count(types: readonly AmiType[], wanted: AmiType): number {
  return types.filter((type) => type === wanted).length;
}

function packagesForm(view: View, asked: Asked): Html {
  const { catalogue } = view;
  const name = packageOf(view, asked);
  const known = new Set(tracksIn(catalogue).map(amiTypeOf));
  const amiType = amiTypeFor(view, asked, name);
  return formOf('packages', 'Show', [
    selectOf('Package', 'package', packagesIn(catalogue), name),
    selectOf(
      'AMI type',
      'amiType',
      amiTypes.filter((each) => known.has(each)),
      amiType,
    ),
    selectOf('Kubernetes', 'kubernetes', [...minorsIn(catalogue)].reverse(), asked.kubernetes, 'All'),
  ]);
}

function renderPackage(view: View, asked: Asked): Html {
  const { catalogue } = view;
  const name = packageOf(view, asked);
  const amiType = amiTypeFor(view, asked, name);
  const kubernetes = chosen(asked, 'kubernetes', kubernetesParameter);
  if (kubernetes !== undefined) checkMinors(catalogue, [kubernetes]);
  const filter = { amiType: amiType && [amiType], kubernetes: kubernetes && [kubernetes] };
  const series = seriesOf(catalogue, name, trackWanted(filter));
  if (series.series.length === 0)
    return html`<p class="empty" role="status">No release of ${amiType} is known to have ${name}${kubernetes === undefined ? undefined : ` at Kubernetes ${kubernetes}`}.</p>`;
  return html`<h2>${name} on ${amiType}${kubernetes === undefined ? undefined : `, Kubernetes ${kubernetes}`}</h2>
    <p class="readout" aria-live="polite">Each strand is a Kubernetes minor; a step is a release. Point at a step for its release and date, or open it.</p>
    <div class="wide" role="region" aria-label="Plot of ${name}" tabindex="0">${plotOf(series)}</div>
    ${legendOf(series)}
    ${tableOf(series)}
    <footer class="quiet"><a href="${addressOf(`v1/packages/${name}/timeline`, { amiType, kubernetes })}">JSON</a></footer>`;
}

/** The behaviour changes by the numbers of their marks. */
function legendOf(series: Series): Html | undefined {
  const plotChanges = plotChangesOf(series);
  if (plotChanges.length === 0) return undefined;
  return html`<section class="legend" aria-labelledby="legend"><h3 id="legend">Behaviour changes on the plot</h3>
    <ol>${plotChanges.map(({ changes, events }) => html`<li>${events.map(eventOf)}<ul>${changes.map(changeOf)}</ul></li>`)}</ol></section>`;
}

function eventOf({ direction, release }: Series['behaviourChanges'][number]['events'][number]): Html {
  const way = direction === 'introduced' ? '▲ in' : '▽ taken back';
  return html`<span class="quiet">${way} <a href="${viewAddress({ view: 'rollout', release })}">${release}</a></span> `;
}

function changeOf({ id, severity, title }: Series['behaviourChanges'][number]): Html {
  return html`<li>${severityMark(severity)} <a href="${viewAddress({ view: 'known', behaviourChange: id })}">${title}</a></li>`;
}

/** The plot for those who read rather than look. */
function tableOf(series: Series): Html {
  const points = plotDataOf(series).points.toReversed();
  return html`<details class="moved"><summary>As a table: ${counted(points.length, 'step')}</summary>
    <table class="changes"><thead><tr><th scope="col">Date</th><th scope="col">Release</th><th scope="col">Version</th><th scope="col">How</th><th scope="col">Kubernetes</th></tr></thead>
    <tbody>${points.map(({ change, date, release, tracks, upstream, withdrawn }) => html`<tr><td>${dayOf(date)}</td><th scope="row">${release}</th><td class="version">${upstream}</td><td>${withdrawn ? 'taken back by AWS' : (change ?? 'as before')}</td><td>${describeMinors([...new Set(tracks.map(minorOf))])}</td></tr>`)}</tbody></table></details>`;
}
