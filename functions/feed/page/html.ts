import { escapeMarkup } from '../../../shared/feed/inert.ts';

const markup = Symbol('markup');

/** Markup that is safe as it stands: only the tag below makes it. */
export interface Html {
  readonly [markup]: string;
}

/** What can stand in a template; text is escaped, a list is joined, `undefined` is nothing. */
export type Piece = Html | string | number | undefined | readonly Piece[];

/** A piece of a page. Whatever is put in is escaped and made inert, in an element as in a quoted attribute. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const text = parts.map((part, index) => `${part.replaceAll(/\n\s*/g, '\n')}${markupOf(pieces[index])}`);
  return { [markup]: text.join('') };
}

/** The text of a page, as it is sent. */
export function sent(page: Html): string {
  return page[markup];
}

function markupOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece !== 'object') return escapeMarkup(String(piece));
  return markup in piece ? piece[markup] : piece.map(markupOf).join('');
}
