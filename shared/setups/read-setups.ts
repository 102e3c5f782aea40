import { placeAt, wholeText } from './located-text.ts';
import type { Reader, ReaderContext, Reading, SourceText } from './reader.ts';
import { readers } from './readers.ts';

/** User data has 16 KB, the biggest values.yaml some 100; what is bigger was written by a program, and costs seconds to parse. */
const longest = 1_000_000;

/**
 * Reads what one file says of nodes. A text of no known kind gives nothing: a README is no gap.
 */
export function readSetups(source: SourceText, context: ReaderContext): Reading {
  const reader = readerOf(source);
  if (reader === undefined) return { setups: [], gaps: [] };
  if (source.text.length > longest) {
    const size = `${(source.text.length / 1e6).toFixed(1)} MB`;
    const why = `The file has ${size}; files up to 1 MB are read.`;
    const head = wholeText({ file: source.file, text: source.text.slice(0, 1000) });
    return { setups: [], gaps: [{ place: placeAt(head, 0), why, about: 'all' }] };
  }
  return reader.read(source, context);
}

/** The reader that knows the text; the start of a long one decides. */
export function readerOf(source: SourceText): Reader | undefined {
  const head = source.text.length > longest ? { ...source, text: source.text.slice(0, longest) } : source;
  return readers.find(({ reads }) => reads(head));
}
