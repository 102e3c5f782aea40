import { closeSync, fstatSync, openSync } from 'node:fs';
import { inventoryLimit } from '../shared/inventories/read-inventory.ts';
import { readPatiently } from './read-patiently.ts';
import { reasonOf, UsageError } from './usage-error.ts';

const blockSize = 1_048_576;

/** The text of an inventory; `-` is standard input. PowerShell's `>` writes UTF-16, which is read too. */
export function readInventoryFile(file: string): string {
  const bytes = readBytes(file);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0))
    throw new UsageError(
      `${shown(file)} is no text: it has zero bytes. Give what \`rpm -qa\` prints on the node, unpacked.`,
    );
  return bytes.toString('utf8');
}

function readBytes(file: string): Buffer {
  try {
    const descriptor = file === '-' ? 0 : openSync(file, 'r');
    try {
      if (fstatSync(descriptor).isDirectory())
        throw new UsageError(`${shown(file)} is a directory. Give one file, or - for standard input.`);
      return readAll(descriptor, file);
    } finally {
      if (file !== '-') closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot read ${shown(file)}: ${reasonOf(error)}.`);
  }
}

/** Block by block, since what a pipe brings has no size before it ends. */
function readAll(descriptor: number, file: string): Buffer {
  const blocks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const block = Buffer.alloc(blockSize);
    const read = readPatiently(descriptor, block);
    if (read === 0) return Buffer.concat(blocks);
    blocks.push(block.subarray(0, read));
    size += read;
    if (size > inventoryLimit)
      throw new UsageError(
        `${shown(file)} is larger than ${inventoryLimit / 1_000_000} MB, which is the most that is read. Give the packages of fewer nodes.`,
      );
  }
}

function shown(file: string): string {
  return file === '-' ? 'Standard input' : JSON.stringify(file);
}
