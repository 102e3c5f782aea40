import type { AnnouncedRisk, AnnouncedUnknown } from '../../../shared/announce/announcement.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { describeTracks } from '../../../shared/report/describe-tracks.ts';
import { type Html, html } from './html.ts';
import { severityMark } from './severity-mark.ts';
import { linkTo } from './words.ts';

/** Moves that nobody has reviewed, the reason for each, and where to read on. */
export function risksOf(risks: readonly AnnouncedRisk[], all: readonly Track[]): readonly Html[] {
  return risks.map(
    ({ readMore, reason, severity, tracks }) => html`<details class="finding ${severity}">
      <summary>${severityMark(severity)} ${severity === 'unreviewed' ? undefined : html`<span class="direction">not reviewed</span> `}<span class="title">${reason}</span></summary>
      <p class="where">${describeTracks(tracks, all)}</p>
      ${readMore.length === 0 ? undefined : html`<ul>${readMore.map((url) => html`<li>${linkTo(url)}</li>`)}</ul>`}
    </details>`,
  );
}

/** What no source says of a release: unknown is never shown as "no change". */
export function unknownOf(
  unknown: readonly AnnouncedUnknown[],
  all: readonly Track[],
  release: string,
): Html | undefined {
  if (unknown.length === 0) return undefined;
  return html`<p class="quiet">Not known of ${release}: ${unknown
    .map(({ package: name, tracks }) => `${name ?? 'every package'} on ${describeTracks(tracks, all)}`)
    .join('; ')}</p>`;
}
