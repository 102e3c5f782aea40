/** As many whole lines of a text as fit into so many bytes, and how many do not. */
export function cutText(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  let length = 0;
  const lines = text.split('\n');
  const end = lines.findIndex((line) => {
    length += bytesOf(line) + 1;
    return length > limit;
  });
  return `${lines.slice(0, end).join('\n')}\n\n  cut here, and ${lines.length - end} lines more\n`;
}

/** Bytes of a text as UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
