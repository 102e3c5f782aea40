import { warns } from '../../../shared/announce/provenance.ts';
import type { Difference } from '../../../shared/feed/difference.ts';
import { type Html, html } from './html.ts';

type Callout = Difference['callouts'][number];

/** What AWS marked in its notes: the words are upstream's own, and stay there. Warnings stand before the rest. */
export function calloutsOf(callouts: readonly Callout[], isOneRelease: boolean): Html | undefined {
  const alike = Map.groupBy(callouts, ({ callout, link }) => `${callout} ${link}`);
  const marks = [...alike.values()].flatMap(([first]) => first ?? []);
  if (marks.length === 0) return undefined;
  const ranked = [...marks.filter(warns), ...marks.filter((mark) => !warns(mark))];
  const links = ranked.map(
    (mark, index) =>
      html`${index === 0 ? '' : ', '}<a href="${mark.link}" rel="noreferrer">${article(mark)}${isOneRelease ? undefined : ` on ${mark.release}`}</a>`,
  );
  return marks.some(warns)
    ? html`<p class="callouts warns"><span aria-hidden="true">⚠</span> AWS left ${links} in its notes: read before nodes roll.</p>`
    : html`<p class="callouts quiet">AWS left ${links} in its notes.</p>`;
}

function article({ callout }: Callout): string {
  return callout === 'important' ? 'an important callout' : `a ${callout}`;
}
