import { closeSync, fstatSync, openSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SourceText } from '../../shared/setups/reader.ts';
import { readPatiently } from '../read-patiently.ts';
import { reasonOf, UsageError } from '../usage-error.ts';

/** What a file is to the check: a text, something that is no text, or one that could not be read. */
export type SourceFile =
  | {
      readonly is: 'text';
      readonly source: SourceText;
      /** Whether the file's bytes are this text, so that a change of the one is a change of the other. */
      readonly plain: boolean;
      /** In bytes, where only the beginning was read. */
      readonly cutFrom?: number;
    }
  | { readonly is: 'binary' }
  | { readonly is: 'unreadable'; readonly why: string };

/** What readers take; of a longer file that much is looked at, to say whether it would have mattered. */
export const mostBytes = 1_000_000;

/** Reads a file, and no more of it than the check looks at. */
export function readSourceFile(path: string, name: string): SourceFile {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const { size } = fstatSync(descriptor);
      return sourceOf(name, readHead(descriptor, size), size);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { is: 'unreadable', why: `The file cannot be read: ${reasonOf(error)}.` };
  }
}

/** Reads standard input until its end, or until there is more than the check takes. */
export function readStandardInput(): SourceFile {
  try {
    return sourceOf('-', readHead(0, 0), 0);
  } catch (error) {
    throw new UsageError(`Standard input cannot be read: ${reasonOf(error)}.`);
  }
}

/** Pipes tell no size, so that reading goes on until nothing comes or enough is there. */
function readHead(descriptor: number, size: number): Uint8Array {
  let buffer = Buffer.allocUnsafe(Math.min(Math.max(size, 16_000), mostBytes) + 1);
  let length = 0;
  for (;;) {
    const read = readPatiently(descriptor, buffer, length);
    length += read;
    if (read === 0 || length > mostBytes) return buffer.subarray(0, length);
    if (length === buffer.length) {
      buffer = Buffer.concat([buffer], Math.min(buffer.length * 4, mostBytes + 1));
    }
  }
}

const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8');

function sourceOf(file: string, bytes: Uint8Array, size: number): SourceFile {
  const cut = bytes.length > mostBytes ? { cutFrom: Math.max(size, bytes.length) } : {};
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = 'cutFrom' in cut ? undefined : gunzip(bytes);
    return unpacked === undefined
      ? { is: 'unreadable', why: `The file is gzip that is broken, or has more than ${mostBytes / 1e6} MB.` }
      : sourceOfUnpacked(file, unpacked);
  }
  if (bytes.subarray(0, 8000).includes(0)) return { is: 'binary' };
  const text = decode(bytes);
  return {
    is: 'text',
    source: { file, text: text ?? lenient.decode(bytes) },
    plain: text !== undefined && !text.startsWith('\uFEFF'),
    ...cut,
  };
}

function sourceOfUnpacked(file: string, bytes: Uint8Array): SourceFile {
  if (bytes.subarray(0, 8000).includes(0)) return { is: 'binary' };
  return { is: 'text', source: { file, text: lenient.decode(bytes) }, plain: false };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return fatal.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Unpacks gzip, and nothing that gets bigger than a file may be. */
export function gunzip(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
}
