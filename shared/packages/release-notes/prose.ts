/** Lists, headings and quotes: what contributors write, such as the titles of pull requests. */
const proseLine = /^\s*(?:[*+-]\s|[>#])/;
const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const inlineCode = /`[^`\n]+`/g;

/**
 * The notes with their Markdown prose and code blanked out, so that a tag in a pull request's title is never taken for
 * markup. Lengths and line ends stay, and with them every position.
 */
export function withoutProse(text: string): string {
  const inCode = codeFences();
  return text
    .split('\n')
    .map((line) => (inCode(line) || proseLine.test(line) ? blank(line) : line.replace(inlineCode, blank)))
    .join('\n');
}

/** Asked for each line in turn: whether it is part of fenced code, the fences included. */
export function codeFences(): (line: string) => boolean {
  let open = '';
  return (line) => {
    const [, marks = '', rest = ''] = fence.exec(line.trimEnd()) ?? [];
    if (open !== '') {
      if (rest === '' && marks.startsWith(open)) open = '';
      return true;
    }
    if (!(marks.startsWith('`') && rest.includes('`'))) open = marks;
    return open !== '';
  };
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}
