import { type LocatedText, placeAt, sliceText } from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';
import type { Gap } from '../setup.ts';
import { readYaml } from '../tree/read-yaml.ts';
import { entriesOf, itemsOf, knownText } from '../tree/tree.ts';
import { decodeBase64, looksEncoded } from './decode.ts';
import { isTerraform, markDoubts } from './mark-doubts.ts';
import { mimeParts } from './mime-parts.ts';
import { kindOf, kindOfType, type Part, type PartKind, templateLine } from './part.ts';

/** Base64 in base64 in a part of a part: people come to three. */
const deepest = 6;
const mostParts = 200;

/** EC2 takes 16 KB; more is a bomb, or no user data at all. Parsers take a second for a megabyte of what is made to be slow. */
const longestPart = 128_000;
const longestOfAll = 400_000;

export interface Parts {
  readonly parts: Part[];
  readonly gaps: Gap[];
  /** Characters of all parts so far. */
  length: number;
}

/** The parts that user data is made of, out of MIME messages, base64 and gzip. */
export function collectParts(whole: LocatedText, context: ReaderContext): Parts {
  const found: Parts = { parts: [], gaps: [], length: 0 };
  collect(whole, undefined, context, 0, found);
  return found;
}

function collect(
  whole: LocatedText,
  named: PartKind | undefined,
  context: ReaderContext,
  depth: number,
  found: Parts,
): void {
  if (whole.text.trim() === '') return;
  if (depth > deepest || found.parts.length > mostParts) {
    leave(found, whole, 'The user data is nested too deep, or has too many parts.');
    return;
  }
  if (whole.text.length > longestPart && !looksEncoded(whole.text) && kindOf(whole.text) !== 'multipart') {
    leave(
      found,
      whole,
      `The user data has ${Math.round(whole.text.length / 1000)} KB; up to 128 KB are read.`,
    );
    return;
  }
  found.length += whole.text.length;
  if (found.length > longestOfAll * (depth + 1)) {
    leave(found, whole, 'The parts of the user data are too big together.');
    return;
  }
  const { text, jinja } = withoutTemplateLine(whole);
  const own = kindOf(text.text);
  const trusted = own === 'multipart' || (own === 'boothook' && named === 'shell') ? own : (named ?? own);
  if (trusted === 'multipart') collectMessage(text, context, depth, found);
  else if (trusted === 'cloud-config-archive') collectArchive(text, context, depth, found);
  else if (trusted !== undefined) found.parts.push({ kind: trusted, text, jinja });
  else if (looksEncoded(text.text)) {
    const decoded = decodeBase64(text, context);
    if (decoded === undefined) leave(found, whole, 'It looks like base64, and does not decode.');
    else collect(decoded, undefined, context, depth + 1, found);
  } else {
    // A fragment that another program puts a head on: commands before bootstrap, the text of a module's input.
    found.parts.push({ kind: 'shell', text, jinja });
  }
}

function withoutTemplateLine(whole: LocatedText): { readonly text: LocatedText; readonly jinja: boolean } {
  const start = whole.text.length - whole.text.trimStart().length;
  const line = templateLine.exec(whole.text.slice(start, start + 200))?.[0];
  const bare = sliceText(whole, start + (line?.length ?? 0));
  const kind = kindOf(bare.text);
  // No shell reads these, so that `${name}` in them is a template's.
  const terraform = kind === 'node-config' || kind === 'bottlerocket' || isTerraform(bare.text);
  const template = line !== undefined ? 'jinja' : terraform ? 'terraform' : undefined;
  return { text: markDoubts(bare, template), jinja: line !== undefined };
}

function collectMessage(text: LocatedText, context: ReaderContext, depth: number, found: Parts): void {
  for (const { type, encoding, body } of mimeParts(text)) {
    const decoded = encoding === 'base64' ? decodeBase64(body, context) : body;
    if (encoding === 'quoted-printable') leave(found, body, 'A part of the user data is quoted-printable.');
    else if (decoded !== undefined) collect(decoded, kindOfType(type), context, depth + 1, found);
    else leave(found, body, 'A part of the user data is no base64, or too big when it is unpacked.');
  }
}

function leave(found: Parts, at: LocatedText, why: string): void {
  found.gaps.push({ place: placeAt(at, 0), why, about: 'all' });
}

function collectArchive(text: LocatedText, context: ReaderContext, depth: number, found: Parts): void {
  const tree = readYaml(text);
  if (tree.is === 'broken') {
    found.gaps.push({
      place: placeAt(text, tree.offset),
      why: `The archive of cloud-configs cannot be parsed: ${tree.why}`,
      about: 'all',
    });
    return;
  }
  for (const item of itemsOf(tree)) {
    const content = item.is === 'text' ? item : entriesOf(item).find(({ key }) => key === 'content')?.value;
    const type = knownText(entriesOf(item).find(({ key }) => key === 'type')?.value);
    if (content?.is === 'text') collect(content.text, kindOfType(type ?? ''), context, depth + 1, found);
  }
}
