/** A page with another text between two marks, `<!-- NAME: written by npm run compile -->` and `<!-- /NAME -->`. */
export function betweenMarks(page: string, name: string, text: string): string {
  const begin = `<!-- ${name}: written by npm run compile -->`;
  const end = `<!-- /${name} -->`;
  const [before, rest] = page.split(begin);
  const [, after] = (rest ?? '').split(end);
  if (before === undefined || after === undefined)
    throw new RangeError(`The page has lost its marks ${begin} and ${end}.`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
