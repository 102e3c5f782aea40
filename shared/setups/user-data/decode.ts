import { decodedText, isKnown, type LocatedText, placeAt } from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';

/** Base64 of more than this is no user data: EC2 takes 16 KB. */
const longest = 2_000_000;

/** What base64 holds, unpacked where that is gzip; nothing where it is no base64, or more than is unpacked. */
export function decodeBase64(text: LocatedText, context: ReaderContext): LocatedText | undefined {
  if (!isKnown(text) || text.text.length > longest) return undefined;
  const bytes = bytesOf(text.text);
  if (bytes === undefined) return undefined;
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? context.gunzip(bytes) : bytes;
  if (plain === undefined) return undefined;
  return decodedText(new TextDecoder().decode(plain), placeAt(text, 0));
}

function bytesOf(text: string): Uint8Array | undefined {
  const compact = text.replaceAll(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) return undefined;
  try {
    return Uint8Array.from(atob(compact.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    // What looks like base64 and is none, a word of 5 letters, is text.
    return undefined;
  }
}

/** Whether a text may be nothing but base64, which has no spaces within a line: `mount /dev/sdb /var/lib/x` is a command. */
export function looksEncoded(text: string): boolean {
  const start = text.slice(0, 4000).trim();
  return start.length >= 24 && /^[A-Za-z0-9+/\s]+={0,2}$/.test(start) && !/\S[ \t]+\S/.test(start);
}
