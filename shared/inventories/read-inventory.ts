import { type Problem, quoted } from '../problem.ts';
import type { InventoryReader, InventoryReading } from './inventory.ts';
import { withKind } from './node-kind.ts';
import { inventoryReaders } from './readers.ts';

/** In bytes. A cluster of 5,000 nodes is 40 MB of JSON without the lists of their images. */
export const inventoryLimit = 50_000_000;

/** The formats have ten brackets within each other, and JSON.parse needs seconds and gigabytes for millions of them. */
const deepest = 200;

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
  const json = parseJson(bare);
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

function parseJson(text: string): { readonly value?: unknown; readonly error?: string } {
  if (!/^\s*[{[]/.test(text)) return {};
  if (isTooDeep(text)) return { error: `more than ${deepest} brackets within each other` };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** One pass. Brackets in texts do not count, and the character after a backslash ends none. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoting = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoting = !quoting;
    else if (quoting) index += character === '\\' ? 1 : 0;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
