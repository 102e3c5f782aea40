/** The bytes of a published JSON Schema. Lists of plain values go on one line where they fit, as the formatter wants them. */
export function printSchema(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2).replace(/^( *)(.*)\[([^[\]{}]*)\](,?)$/gm, foldList)}\n`;
}

function foldList(whole: string, indent: string, key: string, items: string, comma: string): string {
  const folded = `${indent}${key}[${items.trim().replace(/,\n\s*/g, ', ')}]${comma}`;
  return folded.length <= 110 ? folded : whole;
}
