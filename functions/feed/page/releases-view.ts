import { pageOf, type ReleaseFilter, trackWanted } from '../../../shared/feed/feed-page.ts';
import { packagesIn } from '../../../shared/feed/occurrences.ts';
import { severities } from '../../../shared/report/severity.ts';
import { addressOf } from '../address.ts';
import { filterOf } from '../known.ts';
import {
  amiTypeParameter,
  behaviourChangeParameter,
  kubernetesParameter,
  packageParameter,
  releaseParameter,
  severityParameter,
} from '../parameters.ts';
import type { View } from '../route.ts';
import { viewAddress } from './address.ts';
import type { Asked } from './asked.ts';
import { chosen } from './chosen.ts';
import { formOf, selectOf, trackFields } from './form.ts';
import { type Html, html } from './html.ts';
import { releaseCard } from './release-card.ts';
import { severityWord } from './severity-mark.ts';

/** Four months at the usual pace, and some 5 kB on the wire. */
const releasesOfPage = 12;

/** The timeline: what moved and when, the newest first. */
export const releasesView = {
  title: 'Releases',
  form: releasesForm,
  render: (view: View, asked: Asked): Html => {
    const filter = releaseFilter(view, asked);
    const before = chosen(asked, 'before', releaseParameter);
    const wanted = trackWanted(filter);
    const page = pageOf(view.catalogue, filter, releasesOfPage, before);
    if (page.releases.length === 0) return html`<p class="empty">No release is like that.</p>`;
    return html`
      <ol class="timeline">${page.releases.map((release) => html`<li>${releaseCard(view, release, { wanted })}</li>`)}</ol>
      <nav class="paging" aria-label="Pages">
        ${before === undefined ? undefined : html`<a href="${viewAddress({ ...asked, before: undefined })}">Newest releases</a>`}
        ${page.next === undefined ? undefined : html`<a rel="next" href="${viewAddress({ ...asked, before: page.next })}">Older releases</a>`}
      </nav>`;
  },
};

function releaseFilter({ catalogue }: View, asked: Asked): ReleaseFilter {
  return filterOf(catalogue, {
    severity: listed(chosen(asked, 'severity', severityParameter)),
    amiType: listed(chosen(asked, 'amiType', amiTypeParameter)),
    kubernetes: listed(chosen(asked, 'kubernetes', kubernetesParameter)),
    package: listed(chosen(asked, 'package', packageParameter)),
    behaviourChange: listed(chosen(asked, 'behaviourChange', behaviourChangeParameter)),
  });
}

function listed<Value>(value: Value | undefined): readonly Value[] | undefined {
  return value === undefined ? undefined : [value];
}

function releasesForm({ catalogue }: View, asked: Asked): Html {
  const { amiType, behaviourChange, kubernetes, severity } = asked;
  const narrowing = { severity, amiType, kubernetes, package: asked.package, behaviourChange };
  const isNarrowed = Object.values(narrowing).some((value) => value !== undefined);
  return html`${formOf(
    'releases',
    'Filter',
    [
      selectOf(
        'Severity',
        'severity',
        severities.map((each) => [each, severityWord(each)]),
        severity,
        'Any',
      ),
      ...trackFields(catalogue, asked, 'Any'),
      selectOf('Package that moved', 'package', packagesIn(catalogue), asked.package, 'Any'),
      behaviourChange === undefined
        ? undefined
        : html`<input type="hidden" name="behaviourChange" value="${behaviourChange}">`,
    ],
    isNarrowed,
  )}
  ${isNarrowed ? html`<p class="quiet">The same as a feed: <a href="${addressOf('feed.json', narrowing)}">JSON</a> <a href="${addressOf('feed.atom', narrowing)}">Atom</a> <a href="${addressOf('feed.rss', narrowing)}">RSS</a></p>` : undefined}`;
}
