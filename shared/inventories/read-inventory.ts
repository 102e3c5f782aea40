import { type Problem, quoted } from '../problem.ts';
import type { InventoryReader, InventoryReading } from './inventory.ts';
import { withKind } from './node-kind.ts';
import { inventoryReaders } from './readers.ts';

/** In bytes. A cluster of 5,000 nodes is 40 MB of JSON without the lists of their images. */
export const inventoryLimit = 50_000_000;

/** The formats have ten brackets within each other, and JSON.parse needs seconds and gigabytes for millions of them. */
const deepest = 200;
/** 50 MB of an SBOM or of nodes have a million and a half; what has more is brackets and commas, and takes gigabytes. */
const mostValues = 3_000_000;

/** What an inventory says, and the format that it turned out to have. */
export type Read =
  | (InventoryReading & { readonly format: InventoryReader })
  | { readonly format: undefined; readonly problem: Problem };

/** Reads an inventory by its content. One that no reader knows is a problem that says which there are. */
export function readInventory(text: string, subject: string): Read {
  const unknown = (kind: string, message: string, remedy: string): Read => ({
    format: undefined,
    problem: { kind, subject, message, remedy },
  });
  const bare = text.replace(/^\ufeff/, '');
  if (bare.trim() === '')
    return unknown('inventory-empty', 'There is nothing in it.', 'Give what `rpm -qa` prints on the node.');
  const isJson = /^\s*[{[]/.test(bare);
  const shape = isJson ? shapeOf(bare) : undefined;
  if (shape === 'too long')
    return unknown(
      'inventory-too-long',
      `It has more than ${mostValues} values.`,
      'Give it in parts, of fewer nodes or packages.',
    );
  const json = shape === undefined ? {} : parseJson(bare, shape);
  if (json.error !== undefined)
    return unknown(
      'inventory-json-broken',
      `It begins like JSON and is none: ${quoted(json.error)}.`,
      'Print it again, whole.',
    );
  for (const format of inventoryReaders) {
    const reading = format.read({ text: bare, json: json.value });
    if (reading !== undefined) return { ...reading, nodes: reading.nodes.map(withKind), format };
  }
  return unknown(
    'inventory-unknown',
    `It begins with ${quoted(bare.trimStart())}, and is of no format that is known.`,
    `Known are: ${inventoryReaders.map(({ title }) => title).join('; ')}.`,
  );
}

function parseJson(
  text: string,
  shape: 'too deep' | 'fine',
): { readonly value?: unknown; readonly error?: string } {
  if (shape === 'too deep') return { error: `more than ${deepest} brackets within each other` };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** One pass. Brackets and commas in texts do not count, and the character after a backslash ends none. */
function shapeOf(text: string): 'too deep' | 'too long' | 'fine' {
  let depth = 0;
  let values = 1;
  let quoting = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoting = !quoting;
    else if (quoting) index += character === '\\' ? 1 : 0;
    else if (character === ',') values += 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > deepest) return 'too deep';
    if (values > mostValues) return 'too long';
  }
  return 'fine';
}
