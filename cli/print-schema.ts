/** The bytes of a published JSON Schema. Lists of plain values go on one line where they fit, as the formatter wants them. */
export function printSchema(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2).replace(/^( *)(.*)\[([^[\]{}]*)\](,?)$/gm, foldList)}\n`;
}

const width = 110;

function foldList(whole: string, indent: string, key: string, items: string, comma: string): string {
  const folded = `${indent}${key}[${items.trim().replace(/,\n\s*/g, ', ')}]${comma}`;
  if (folded.length <= width) return folded;
  const values = items.trim().split(/,\n\s*/);
  if (!values.every((value) => /^[\d.]+$/.test(value))) return whole;
  return `${indent}${key}[\n${filled(values, `${indent}  `)}\n${indent}]${comma}`;
}

/** Numbers, as many on a line as fit. */
function filled(values: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const [index, value] of values.entries()) {
    const item = index < values.length - 1 ? `${value},` : value;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + item.length <= width)
      lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(`${indent}${item}`);
  }
  return lines.join('\n');
}
