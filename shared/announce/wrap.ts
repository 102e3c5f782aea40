/** A word, or a command in backticks, which is copied whole and so is never cut. */
const piece = /(?:`[^`]*`|\S)+/g;

/** Words in lines of at most `width` characters; a word or command that is longer than that keeps a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [word] of text.replaceAll(/\s+/g, ' ').matchAll(piece)) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}
