/**
 * Slack reads `&`, `<` and `>` as its own marks, in code too: an address, a mention of everybody, a link. Escaped, they are
 * shown as they are.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A link with a text. An address has no bar or angle bracket that could end it early. */
export function link(url: string, text: string): string {
  const address = url.replaceAll(/[<>|\s]/g, encodeURIComponent);
  return `<${escapeMrkdwn(address)}|${escapeMrkdwn(text).replaceAll('|', '¦')}>`;
}

/** At most this many characters, cut at a word, with the mark of a cut; escapes and code are not left half open. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 2);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'), most / 2));
  const whole = words.replace(/&[a-z]{0,3}$/, '').replace(/<[^>]*$/, '');
  const open = (whole.match(/`/g)?.length ?? 0) % 2 === 1;
  return `${whole.replace(/[\ud800-\udbff]$/, '')}${open ? '`' : ''}…`;
}

/** Lines until the room is used up; gives how many were left out. */
export function linesWithin(
  lines: readonly string[],
  most: number,
): { readonly text: string; readonly left: number } {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > most) break;
    shown.push(line);
  }
  return { text: shown.join('\n'), left: lines.length - shown.length };
}
