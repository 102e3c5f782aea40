/** Where brackets are open so deep within each other that a parser takes seconds for them, or comes to the end of its stack. */
export function nestedDeeper(text: string, most: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > most) return at;
  }
  return undefined;
}
