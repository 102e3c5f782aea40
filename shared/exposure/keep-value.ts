import type { Value } from '../setups/setup.ts';
import { notKeptWhy as why } from './not-kept.ts';
import { hidden, maskSecrets, withoutSecrets } from './secrets.ts';

/** What is kept of a value, by what it is of; each is a list of what may stay, since no list of what may be secret is ever whole. */
export interface Keeping {
  /** A text that is asked for: all of it but what looks like a secret. */
  readonly text: (value: Value) => Value;
  /** A path, or a device: those of its parts that are plain words. */
  readonly path: (value: Value) => Value;
  /** The name of a package or a unit, in one plain word; of an address the file at its end. */
  readonly name: (value: Value) => Value;
  /** A word of a command that is followed: a flag without what it is given, or a path. */
  readonly word: (value: Value) => Value;
}

/** Longer values are texts: scripts, certificates, policies. */
export const longestValue = 200;

/** Where a value's text comes from: what is written, or what only the run decides. */
interface Chunk {
  readonly known: boolean;
  readonly text: string;
}

/**
 * What may be kept of one setup's values.
 *
 * What is taken away gets a number in its place, and the same text the same number: two values that are called alike are one device or
 * one directory. A fingerprint would say as much, and let whoever has it try short passwords.
 */
export function keeping(): Keeping {
  const numbers = new Map<string, number>();
  const numbered = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size + 1;
    numbers.set(text, number);
    return number;
  };
  const taken = (text: string): Chunk => ({ known: false, text: `(not kept ${numbered(text)})` });
  const open = ({ text }: Chunk): Chunk => ({
    known: false,
    text: variable.test(text) ? text : `(unknown ${numbered(text)})`,
  });
  const over =
    (keep: (text: string) => readonly Chunk[]) =>
    (value: Value): Value =>
      joined(chunksOf(value).flatMap((chunk) => (chunk.known ? keep(chunk.text) : [open(chunk)])));
  const pathChunks = (text: string): readonly Chunk[] => {
    if (address.test(text) || text.length > longestValue) return [taken(text)];
    const [, host = ''] = /^([^/]*:)\//.exec(text) ?? [];
    const own = text.slice(host.length).split(/(\/)/);
    const parts = own.map((part) => (isPlainPart(part) ? { known: true, text: part } : taken(part)));
    return host === '' ? parts : [taken(host), ...parts];
  };
  const nameChunks = (text: string): readonly Chunk[] => {
    const [, scheme, way, file] = /^([a-z0-9]+:\/)(.*)(\/[^/]*)$/s.exec(text) ?? [];
    if (scheme === undefined || way === undefined || file === undefined)
      return [isName(text) ? { known: true, text } : taken(text)];
    return [
      { known: true, text: `${scheme}/` },
      taken(way),
      isName(file) ? { known: true, text: file } : taken(file),
    ];
  };
  const wordChunks = (text: string): readonly Chunk[] => {
    const [, option = '', given = ''] =
      /^(-{0,2}[A-Za-z][A-Za-z-]{0,40}=|-[A-Za-z](?=\/))(.*)$/s.exec(text) ?? [];
    if (isFlag(text) || text === 'lost+found' || stableName.test(text)) return [{ known: true, text }];
    if (given.startsWith('/')) return [{ known: true, text: option }, ...pathChunks(given)];
    if (option.startsWith('--')) return [{ known: true, text: option }, taken(given)];
    return /^\/|^[^/\s=]*:\//.test(text) ? pathChunks(text) : [taken(text)];
  };
  return {
    text: over((text) => masked(text)),
    path: over(pathChunks),
    name: over(nameChunks),
    word: (value) => over(value.known ? wordChunks : pathChunks)(value),
  };
}

/** A variable's name says nothing; what stands in braces beside it may be what it is without a value. */
const variable = /^\$(?:\w+|\{\w+\})$/;

/** Parts of an address are as often tokens as names. */
const address = /^[\w+.-]*:?\/\//;

/** Names of file systems that stay the same from boot to boot. */
const stableName = /^(?:UUID|LABEL|PARTUUID|PARTLABEL)=[\w-]+$/;

function isPlainPart(part: string): boolean {
  return isOpen(part) && (part === '/' || /^[\w.+*@%,~:?[\]{}-]*$/.test(part) || stableName.test(part));
}

function isName(text: string): boolean {
  return isOpen(text) && /^[\w./+*@%,~:?<>=^[\]{}-]*$/.test(text) && text.length <= longestValue;
}

/** Letters that stand for switches of cp, mv, tar, rsync and mkdir; a word behind `-p`, `-e` or `-I` has one of them twice, or others. */
const switches = /^-(?!.*(.).*\1)[aAbcCdDfgGhHijJlLnNopPrRStuUvWxXzZ]{1,10}$/;

function isFlag(text: string): boolean {
  return /^-[A-Za-z]?$|^--$|^--[A-Za-z][A-Za-z-]{0,40}$/.test(text) || switches.test(text);
}

function isOpen(text: string): boolean {
  return withoutSecrets(text).length === 1;
}

function masked(text: string): readonly Chunk[] {
  return withoutSecrets(text).flatMap((piece, index): readonly Chunk[] => [
    ...(index === 0 ? [] : [{ known: false, text: hidden }]),
    { known: true, text: piece },
  ]);
}

/** A value's known pieces with what stands between them; all of it is open where the text does not have them in their order. */
function chunksOf({ text, ...value }: Value): readonly Chunk[] {
  if (value.known) return [{ known: true, text }];
  const { pieces = ['', ''] } = value;
  const chunks: Chunk[] = [];
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const at = index === 0 ? 0 : isLast ? text.length - piece.length : text.indexOf(piece, from + 1);
    if (at < from || !text.startsWith(piece, at)) return [{ known: false, text }];
    if (index > 0) chunks.push({ known: false, text: text.slice(from, at) });
    chunks.push({ known: true, text: piece });
    from = at + piece.length;
  }
  return chunks;
}

function joined(chunks: readonly Chunk[]): Value {
  const text = chunks.map((chunk) => chunk.text).join('');
  if (chunks.every(({ known }) => known)) return { known: true, text };
  const pieces = [''];
  for (const chunk of chunks) {
    if (chunk.known) pieces.push(`${pieces.pop() ?? ''}${chunk.text}`);
    else pieces.push('');
  }
  return { known: false, text, why, pieces };
}

/** A program's name: the last part of its path where that is a plain word, and the rest of it where that is. */
export function keepProgram(program: string): string {
  const start = program.lastIndexOf('/') + 1;
  const [way, name] = [program.slice(0, start), program.slice(start)];
  const isPlain = (text: string) => /^[\w./+[\]@:-]*$/.test(text) && text.length <= longestValue;
  if (!isPlain(name)) return hidden;
  return maskSecrets(isPlain(way) ? program : `${hidden}/${name}`);
}
