import { type LocatedText, placeAt, sliceText } from '../../located-text.ts';
import type { Gap } from '../../setup.ts';
import { maskTemplates } from '../../tree/mask-templates.ts';
import { longestYaml, readYaml } from '../../tree/read-yaml.ts';
import { entriesOf, field, itemsOf, knownText, type Tree } from '../../tree/tree.ts';

/** One object of a manifest, with what of its text could not be read. */
export interface Document {
  readonly tree: Tree;
  readonly apiVersion: string;
  readonly kind: string;
  readonly gaps: readonly Gap[];
}

/** The longest bundles of what runs on nodes have some 200 objects. */
const mostDocuments = 1000;

/**
 * The objects of a text that may hold several, in documents or in a `List`; only those of wanted kinds are parsed, since bundles
 * are long, and parsing is what takes time.
 */
export function readDocuments(
  whole: LocatedText,
  wanted: (kind: string) => boolean,
): { readonly documents: readonly Document[]; readonly gaps: readonly Gap[] } {
  const documents: Document[] = [];
  const gaps: Gap[] = [];
  const parts = splitDocuments(whole).filter(({ text }) => kindsIn(text).some(wanted));
  const after = parts[mostDocuments];
  if (after !== undefined) {
    gaps.push({
      place: placeAt(after, 0),
      why: `The objects after the ${mostDocuments}th are not read.`,
      about: 'all',
    });
  }
  for (const part of parts.slice(0, mostDocuments)) {
    const masked = part.text.length > longestYaml ? { text: part, insertions: [] } : maskTemplates(part);
    const tree = readYaml(masked.text);
    if (tree.is === 'broken') {
      const place = placeAt(masked.text, tree.offset);
      gaps.push({ place, why: `This is no YAML: ${tree.why}`, about: 'all' });
      continue;
    }
    const insertions = masked.insertions.map(
      ({ offset, written }): Gap => ({
        place: placeAt(masked.text, offset),
        why: `${written} is filled in by a template.`,
        about: 'all',
      }),
    );
    documents.push(...objectsOf(tree, insertions).filter(({ kind }) => wanted(kind)));
  }
  return { documents, gaps };
}

/** The kinds that lines of a text name, before it is parsed. */
export function kindsIn(text: string): readonly string[] {
  const lines = /^[ \t]*(?:- )?kind\s*:\s*["']?(\w+)|"kind"\s*:\s*"(\w+)/gm;
  return [...text.matchAll(lines)].map(([, plain, quoted]) => plain ?? quoted ?? '');
}

/** The object itself, or those of a list. */
export function objectsOf(tree: Tree, gaps: readonly Gap[] = []): readonly Document[] {
  if (tree.is === 'list') return tree.items.flatMap((item) => objectsOf(item, gaps));
  const kind = knownText(field(tree, 'kind')) ?? '';
  const items = field(tree, 'items');
  if (kind.endsWith('List') && items !== undefined)
    return itemsOf(items).flatMap((item) => objectsOf(item, gaps));
  if (entriesOf(tree).length === 0) return [];
  return [{ tree, kind, apiVersion: knownText(field(tree, 'apiVersion')) ?? '', gaps }];
}

/** At lines that begin with `---`, where no text of YAML can go on. */
function splitDocuments(whole: LocatedText): readonly LocatedText[] {
  const parts: LocatedText[] = [];
  let from = 0;
  for (const { index } of whole.text.matchAll(/^---(?=\s|$).*$/gm)) {
    parts.push(sliceText(whole, from, index));
    from = index + 3;
  }
  parts.push(sliceText(whole, from));
  return parts.filter(({ text }) => text.trim() !== '');
}

/** `metadata.name`, or what stands in its place. */
export function nameOf({ tree, kind }: Document): string {
  const name = field(tree, 'metadata', 'name') ?? field(tree, 'metadata', 'generateName');
  return name?.is === 'text' ? name.text.text.replaceAll('\uE000', '*') : kind;
}
