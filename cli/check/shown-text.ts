/** What a terminal would obey instead of show: control characters, line separators, marks of text direction. */
const obeyed = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Text of a file as it may be shown on a line: each character stays one, so that columns count on. */
export function shownText(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(obeyed, '�');
}
