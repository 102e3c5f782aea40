import type { AnnouncedFinding } from '../../../shared/announce/announcement.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { describeTracks } from '../../../shared/report/describe-tracks.ts';
import { viewAddress } from './address.ts';
import { type Html, html } from './html.ts';
import { severityMark } from './severity-mark.ts';
import { linkTo, withCode } from './words.ts';

/** A finding: what it is in a line, and what to do when it is opened. */
export function findingOf(finding: AnnouncedFinding, all: readonly Track[], isOpen: boolean): Html {
  const arrives = finding.direction === 'introduced';
  const body = html`<p>${finding.summary}</p>
    <p class="where">${describeTracks(finding.tracks, all)}${finding.alreadyOn.length === 0 ? undefined : `; before already on ${describeTracks(finding.alreadyOn, all)}`}</p>
    ${arrives ? adviceOf(finding) : undefined}
    <p><a href="${viewAddress({ view: 'known', behaviourChange: finding.behaviourChange })}">All that is known of it</a></p>`;
  const title = html`<summary>${severityMark(finding.severity)} <span class="direction">${arrives ? 'comes in' : 'is taken back'}</span> <span class="title">${finding.title}</span></summary>`;
  return arrives && isOpen
    ? html`<details class="finding ${finding.severity}" open>${title}${body}</details>`
    : html`<details class="finding ${arrives ? finding.severity : 'reverted'}">${title}${body}</details>`;
}

interface Advice {
  readonly howToCheck: readonly string[];
  readonly remediation: readonly string[];
  readonly doesNotHelp?: readonly string[] | undefined;
  readonly references: readonly { readonly url: string }[];
}

/** How to see whether one is exposed, and what to do. */
export function adviceOf({ howToCheck, remediation, doesNotHelp = [], references }: Advice): Html {
  return html`<div class="advice">
    ${listOf('How to check', howToCheck.map(withCode))}
    ${listOf('What to do', remediation.map(withCode))}
    ${listOf('What does not help', doesNotHelp.map(withCode))}
    ${listOf(
      'References',
      references.map(({ url }) => [linkTo(url)]),
    )}
  </div>`;
}

function listOf(title: string, items: readonly (readonly Html[])[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<section><h3>${title}</h3><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;
}
