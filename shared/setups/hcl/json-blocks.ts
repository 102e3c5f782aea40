import { placeAt } from '../located-text.ts';
import type { Gap } from '../setup.ts';
import { readYaml } from '../tree/read-yaml.ts';
import { entriesOf, field, itemsOf, type MapTree, type Tree } from '../tree/tree.ts';
import { asInnerBlock, type Block } from './body.ts';
import { scopeOf } from './for.ts';
import type { Spot } from './spot.ts';
import { templateTree } from './template.ts';

/** Labels that a block of each type has: in JSON they are keys. */
const labels: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  locals: 0,
};

/** The blocks of Terraform's JSON form. Its texts are templates. */
export function jsonBlocks(spot: Spot): { readonly blocks: readonly Block[]; readonly gaps: readonly Gap[] } {
  const document = readYaml(spot.source);
  if (document.is === 'broken') {
    return {
      blocks: [],
      gaps: [
        {
          place: placeAt(spot.source, document.offset),
          why: `This is no JSON: ${document.why}`,
          about: 'all',
        },
      ],
    };
  }
  const blocks = entriesOf(document).flatMap(({ key, value }) =>
    descend(value, labels[key] ?? 0, []).map(({ names, tree }): Block => {
      let body: MapTree | undefined;
      return {
        type: key,
        labels: names,
        place: tree.place,
        body: () => {
          body ??= blockTree(key, asMap(rendered(tree, spot)));
          return body;
        },
        attribute: attributesOf(tree, spot),
      };
    }),
  );
  return { blocks, gaps: [] };
}

function attributesOf(tree: Tree, spot: Spot): Block['attribute'] {
  const known = new Map<string, Tree | undefined>();
  return (name) => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined);
    const found = field(asMap(tree), name);
    const value = found === undefined ? undefined : rendered(found, spot);
    known.set(name, value);
    return value;
  };
}

function descend(
  tree: Tree,
  depth: number,
  names: readonly string[],
): readonly { readonly names: readonly string[]; readonly tree: Tree }[] {
  if (tree.is === 'list') return tree.items.flatMap((item) => descend(item, depth, names));
  if (depth === 0) return [{ names, tree }];
  return entriesOf(tree).flatMap(({ key, value }) => descend(value, depth - 1, [...names, key]));
}

/** One block may be written as a list of one. */
function asMap(tree: Tree): MapTree {
  const [first] = itemsOf(tree);
  return first?.is === 'map' ? first : { is: 'map', entries: [], place: tree.place };
}

/** The arguments of modules are values of the module's own and no blocks. */
function blockTree(type: string, tree: MapTree): MapTree {
  if (type !== 'resource' && type !== 'data') return tree;
  const inner = (at: Tree): Tree => {
    if (at.is === 'list') return { ...at, items: at.items.map(inner) };
    return at.is === 'map' ? blockTree(type, at) : at;
  };
  return {
    ...tree,
    entries: tree.entries.map((entry) => ({ ...entry, value: inner(asInnerBlock(entry.key, entry.value)) })),
  };
}

function rendered(tree: Tree, spot: Spot): Tree {
  if (tree.is === 'text') return templateTree(tree.text, scopeOf(spot), false);
  if (tree.is === 'list') return { ...tree, items: tree.items.map((item) => rendered(item, spot)) };
  if (tree.is === 'null') return tree;
  return {
    ...tree,
    entries: tree.entries.map((entry) => ({ ...entry, value: rendered(entry.value, spot) })),
  };
}
