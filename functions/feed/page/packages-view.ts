import { trackWanted } from '../../../shared/feed/feed-page.ts';
import { packagesIn } from '../../../shared/feed/occurrences.ts';
import { type Series, seriesOf } from '../../../shared/feed/series.ts';
import type { PackageName } from '../../../shared/packages/canonical.ts';
import { describeTracks } from '../../../shared/report/describe-tracks.ts';
import { addressOf } from '../address.ts';
import { checkMinors, knownPackages } from '../known.ts';
import { amiTypeParameter, kubernetesParameter, packageParameter } from '../parameters.ts';
import type { View } from '../route.ts';
import { viewAddress } from './address.ts';
import type { Asked } from './asked.ts';
import { chosen } from './chosen.ts';
import { formOf, selectOf, trackFields } from './form.ts';
import { type Html, html } from './html.ts';
import { plotOf } from './plot.ts';
import { systemsOf } from './plot-colours.ts';
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

function packagesForm(view: View, asked: Asked): Html {
  const { catalogue } = view;
  const name = packageOf(view, asked);
  return formOf('packages', 'Show', [
    selectOf('Package', 'package', packagesIn(catalogue), name),
    ...trackFields(catalogue, asked, 'All'),
  ]);
}

function renderPackage(view: View, asked: Asked): Html {
  const { catalogue } = view;
  const name = packageOf(view, asked);
  const amiType = chosen(asked, 'amiType', amiTypeParameter);
  const kubernetes = chosen(asked, 'kubernetes', kubernetesParameter);
  if (kubernetes !== undefined) checkMinors(catalogue, [kubernetes]);
  const filter = { amiType: amiType && [amiType], kubernetes: kubernetes && [kubernetes] };
  const series = seriesOf(catalogue, name, trackWanted(filter));
  if (series.series.length === 0)
    return html`<p class="empty" role="status">No release${amiType === undefined ? undefined : ` of ${amiType}`} is known to have ${name}${kubernetes === undefined ? undefined : ` at Kubernetes ${kubernetes}`}.</p>`;
  return html`<h2>${name}${amiType === undefined ? undefined : ` on ${amiType}`}${kubernetes === undefined ? undefined : `, Kubernetes ${kubernetes}`}</h2>
    <p class="readout" aria-live="polite">A line is ${amiType === undefined ? 'the images of a Kubernetes minor' : 'a Kubernetes minor'}, a step is a release. Point at a step for its release and date, or open it.</p>
    <p class="quiet sideways">The newest is in view; move the plot sideways for what was before.</p>
    <div class="wide" role="region" aria-label="Plot of ${name}" tabindex="0">${plotOf(series)}</div>
    ${keyOf(series)}
    ${legendOf(series)}
    ${tableOf(series)}
    <footer class="quiet"><a href="${addressOf(`v1/packages/${name}/timeline`, { amiType, kubernetes })}">JSON</a></footer>`;
}

/** What the colours say, where they are not those of minors. */
function keyOf(series: Series): Html | undefined {
  const systems = systemsOf(plotDataOf(series).strands);
  if (systems.length < 2) return undefined;
  return html`<p class="key quiet">${systems.map((system, colour) => html`<span class="swatch s${colour}" aria-hidden="true"></span> ${system} `)}</p>`;
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
  const { points: steps, strands } = plotDataOf(series);
  const [points, all] = [steps.toReversed(), strands.flatMap(({ tracks }) => tracks)];
  return html`<details class="moved"><summary>As a table: ${counted(points.length, 'step')}</summary>
    <table class="changes"><thead><tr><th scope="col">Date</th><th scope="col">Release</th><th scope="col">Version</th><th scope="col">How</th><th scope="col">Where</th></tr></thead>
    <tbody>${points.map(({ change, date, release, tracks, upstream, withdrawn }) => html`<tr><td>${dayOf(date)}</td><th scope="row">${withdrawn ? html`<del>${release}</del>` : release}</th><td class="version">${upstream}</td><td>${withdrawn ? 'taken back by AWS' : (change ?? 'as before')}</td><td>${describeTracks(tracks, all)}</td></tr>`)}</tbody></table></details>`;
}
