import type { BehaviourChange } from '../../../shared/behaviour/behaviour-change.ts';
import { rankSymptoms } from '../../../shared/feed/rank-symptoms.ts';
import { addressOf } from '../address.ts';
import { checkBehaviourChanges } from '../known.ts';
import { badParameter } from '../problem.ts';
import type { View } from '../route.ts';
import { longestSymptom, shortestSymptom } from '../routes/behaviour-changes.ts';
import { viewAddress } from './address.ts';
import type { Asked } from './asked.ts';
import { adviceOf } from './finding.ts';
import { formOf } from './form.ts';
import { type Html, html } from './html.ts';
import { severityMark } from './severity-mark.ts';
import { counted, withCode } from './words.ts';

/** The knowledge base: by symptom, one entry, or all of them. */
export const knownView = { title: 'Known changes', form: knownForm, render: renderKnown };

function knownForm(_: View, { symptom }: Asked): Html {
  return formOf(
    'known',
    'Find what explains it',
    html`<label class="field whole"><span>A log line, or what you see</span>
      <textarea name="symptom" rows="3" maxlength="${longestSymptom}" placeholder="Paste a line of a log here">${symptom}</textarea></label>`,
    symptom !== undefined,
  );
}

function renderKnown({ catalogue }: View, { behaviourChange, symptom }: Asked): Html {
  const { entries } = catalogue;
  if (symptom !== undefined) {
    if (symptom.length < shortestSymptom)
      throw badParameter('symptom', `takes at least ${shortestSymptom} characters.`);
    const candidates = rankSymptoms(entries, symptom);
    if (candidates.length === 0)
      return html`<p class="empty" role="status">No known change explains that. It may still be one: <a href="${viewAddress({ view: 'compare' })}">compare</a> your nodes’ release with the one before.</p>`;
    return html`<p role="status">${counted(candidates.length, 'candidate')}, the likeliest first.</p>
      <ol class="candidates">${candidates.map(({ entry, matched }, index) => html`<li>${entryCard(entry, index === 0, matched)}</li>`)}</ol>`;
  }
  if (behaviourChange === undefined)
    return html`<ul class="entries">${entries.map((entry) => html`<li>${severityMark(entry.severity)} <span class="component">${entry.component}</span> <a href="${viewAddress({ view: 'known', behaviourChange: entry.id })}">${entry.title}</a></li>`)}</ul>`;
  checkBehaviourChanges(catalogue, [behaviourChange]);
  return html`${entries.filter(({ id }) => id === behaviourChange).map((entry) => entryCard(entry, true))}`;
}

/** An entry; of one among many, what it says beyond its summary is behind a line that opens. */
function entryCard(entry: BehaviourChange, isOpen: boolean, matched: readonly string[] = []): Html {
  const { component, id, severity, summary, title } = entry;
  const facts = factsOf(entry);
  return html`<article class="release ${severity}" aria-labelledby="${id}">
    <header><h2 id="${id}"><a href="${viewAddress({ view: 'known', behaviourChange: id })}">${title}</a></h2></header>
    <p>${severityMark(severity)} <span class="component">${component}</span></p>
    ${matched.length === 0 ? undefined : html`<p class="matched">In your line: ${matched.map((piece) => html`<mark>${piece}</mark> `)}</p>`}
    <p>${summary}</p>
    ${isOpen ? facts : html`<details class="moved"><summary>Who meets it, how to check, what to do</summary>${facts}</details>`}
    <footer class="quiet">
      <a href="${viewAddress({ view: 'releases', behaviourChange: id })}">Releases that bring it or take it back</a>
      <a href="${addressOf(`v1/behaviour-changes/${id}`, {})}">JSON</a>
    </footer>
  </article>`;
}

function factsOf(entry: BehaviourChange): Html {
  const { background, exposure, symptoms } = entry;
  return html`
    ${background === undefined ? undefined : html`<p class="quiet">${background}</p>`}
    <div class="advice facts">
      ${section(
        'Who meets it',
        exposure.map(({ condition, note }) => withCode([condition, note].filter(Boolean).join(' '))),
      )}
      ${section('What one sees', [...symptoms.descriptions.map(withCode), ...symptoms.logs.map((log) => [html`<code>${log}</code>`])])}
    </div>
    ${adviceOf(entry)}`;
}

function section(title: string, items: readonly (readonly Html[])[]): Html {
  return html`<section><h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;
}
