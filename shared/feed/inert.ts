/** What a reader's program would obey instead of show: control characters, text direction, line separators, non-characters. */
const obeyed = /[^\P{Cc}\n\t]|\p{Cf}|[\u2028\u2029\ufffe\uffff]/gu;

/** No line that people read is longer; a hostile one could be a megabyte. */
const longest = 100_000;

/** Text from outside as it may be shown: nothing in it acts, half characters are whole, and its length is bounded. */
export function inert(text: string): string {
  const bounded = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return bounded
    .toWellFormed()
    .replaceAll(obeyed, (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Inert text for a place in HTML or XML, in an element or in a quoted attribute. */
export function escapeMarkup(text: string): string {
  return inert(text).replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? '');
}
