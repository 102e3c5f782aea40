import { type Catalogue, minorsIn, tracksIn } from '../../../shared/feed/catalogue.ts';
import { amiTypeOf, amiTypes } from '../../../shared/parameters/track.ts';
import { viewAddress } from './address.ts';
import type { Asked, ViewId } from './asked.ts';
import { type Html, html, type Piece } from './html.ts';

/** A value to choose, and what people read. */
export type Option = string | readonly [value: string, label: string];

/** A list to choose from. `none` is what the choice of nothing is called; without it there is always one. */
export function selectOf(
  label: string,
  name: keyof Asked,
  options: readonly Option[],
  chosen: string | undefined,
  none?: string,
): Html {
  return html`<label class="field"><span>${label}</span>
    <select name="${name}">
      ${none === undefined ? undefined : html`<option value="">${none}</option>`}
      ${options.map((option) => {
        const [value, text] = typeof option === 'string' ? [option, option] : option;
        return value === chosen
          ? html`<option value="${value}" selected>${text}</option>`
          : html`<option value="${value}">${text}</option>`;
      })}
    </select></label>`;
}

/** A form whose answer has an address of its own: what was chosen can be sent to a colleague. */
export function formOf(view: ViewId, action: string, fields: Piece, isNarrowed = false): Html {
  return html`<form method="get" action="./" class="filters" role="search" aria-label="${action}">
    ${view === 'releases' ? undefined : html`<input type="hidden" name="view" value="${view}">`}
    ${fields}
    <button type="submit">${action}</button>
    ${isNarrowed ? html`<a class="quiet" href="${viewAddress({ view })}">Clear</a>` : undefined}
  </form>`;
}

/** The choice of tracks: the AMI types and minors that there are, the newest minor first. */
export function trackFields(
  catalogue: Catalogue,
  { amiType, kubernetes }: Pick<Asked, 'amiType' | 'kubernetes'>,
  none: string,
): readonly Html[] {
  const known = new Set(tracksIn(catalogue).map(amiTypeOf));
  return [
    selectOf(
      'AMI type',
      'amiType',
      amiTypes.filter((each) => known.has(each)),
      amiType,
      none,
    ),
    selectOf('Kubernetes', 'kubernetes', [...minorsIn(catalogue)].reverse(), kubernetes, none),
  ];
}
