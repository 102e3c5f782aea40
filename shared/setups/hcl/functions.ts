import {
  isKnown,
  joinTexts,
  type LocatedText,
  placeAt,
  sliceText,
  textAt,
  wholeText,
} from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { jsonText } from '../tree/json-text.ts';
import { readYaml } from '../tree/read-yaml.ts';
import { entriesOf, field, isUnknown, knownText, restOf, type Tree, textTree } from '../tree/tree.ts';
import { scopeOf } from './for.ts';
import type { Spot } from './spot.ts';
import { templateTree } from './template.ts';

/** Lines of a long script. */
const mostPieces = 2000;

type Call = (given: readonly Tree[], node: SyntaxNode, spot: Spot) => Tree | undefined;

/** Gives back what it was given, for those who read it: readers of user data decode by themselves. */
const first: Call = ([value]) => value;

/** The functions that decide what user data says. Any other's value is not known. */
const functions: Readonly<Record<string, Call>> = {
  base64encode: first,
  base64gzip: first,
  base64decode: first,
  textencodebase64: first,
  tostring: first,
  tonumber: first,
  tobool: first,
  tolist: first,
  toset: first,
  tomap: first,
  sensitive: first,
  nonsensitive: first,
  chomp: first,
  trimspace: first,
  try: (given) => decided(given, given[0]),
  coalesce: (given) =>
    decided(
      given,
      given.find((value) => value.is !== 'null' && knownText(value) !== ''),
    ),
  coalescelist: (given) =>
    decided(
      given,
      given.find((value) => value.is === 'list' && value.items.length > 0),
    ),
  merge: mergeMaps,
  concat: (given, node, spot) => concatLists(given, node, spot),
  flatten: ([value], node, spot) => (value?.is === 'list' ? concatLists(value.items, node, spot) : undefined),
  join: ([separator, list], node, spot) => joinList(separator, list, node, spot),
  lookup: ([map, key, otherwise]) => {
    const name = knownText(key);
    if (map?.is !== 'map' || name === undefined) return undefined;
    return field(map, name) ?? (map.rest === undefined ? otherwise : undefined);
  },
  split: ([separator, text]) => splitText(separator, text),
  compact: ([list]) =>
    list?.is === 'list' ? { ...list, items: list.items.filter((item) => knownText(item) !== '') } : undefined,
  format: ([form, ...values], node, spot) => formatText(form, values, node, spot),
  replace: (given, node, spot) => replaceText(given, node, spot),
  indent: (given, node, spot) => indentText(given, node, spot),
  jsonencode: ([value], node, spot) => encode(value, node, spot),
  yamlencode: ([value], node, spot) => encode(value, node, spot),
  jsondecode: ([value]) => decode(value),
  yamldecode: ([value]) => decode(value),
  file: ([path], _, spot) => fileText(path, spot),
  filebase64: ([path], _, spot) => fileText(path, spot),
  templatefile: ([path, given], _, spot) => {
    const text = fileText(path, spot);
    return text?.is === 'text' ? renderTemplate(text.text, given, spot, knownText(path) ?? '') : undefined;
  },
};

/** What a function gives, or nothing where that is not known. */
export function callFunction(
  name: string,
  given: readonly Tree[],
  node: SyntaxNode,
  spot: Spot,
): Tree | undefined {
  return Object.hasOwn(functions, name) ? functions[name]?.(given, node, spot) : undefined;
}

/** A template with its values: names that the map does not have stay unknown. */
export function renderTemplate(text: LocatedText, given: Tree | undefined, spot: Spot, file: string): Tree {
  const inner: Spot = {
    ...spot,
    file,
    depth: spot.depth + 1,
    resolve: ([name = '', ...path]) => (path.length === 0 ? field(given, name) : field(given, name, ...path)),
  };
  return templateTree(text, scopeOf(inner), false);
}

/** A file of the same check: `${path.module}/files/x.sh`. */
function fileText(path: Tree | undefined, spot: Spot): Tree | undefined {
  const name = knownText(path);
  const source = name === undefined ? undefined : spot.context.open(name, spot.file);
  return source === undefined ? undefined : textTree(wholeText(source));
}

/** One of several, where those before it are known not to be. */
function decided(given: readonly Tree[], chosen: Tree | undefined): Tree | undefined {
  const before = chosen === undefined ? given : given.slice(0, given.indexOf(chosen) + 1);
  return before.some(isUnknown) ? undefined : chosen;
}

/** Later maps win. */
function mergeMaps(maps: readonly Tree[], node: SyntaxNode, spot: Spot): Tree {
  const [rest] = maps.flatMap((map) => restOf(map) ?? []);
  const entries = maps.flatMap(entriesOf);
  return { is: 'map', entries, place: placeAt(spot.source, node.start), ...(rest && { rest }) };
}

function concatLists(lists: readonly Tree[], node: SyntaxNode, spot: Spot): Tree {
  const [rest] = lists.flatMap((list) => restOf(list) ?? []);
  const items = lists.flatMap((list) => (list.is === 'list' ? list.items : []));
  return { is: 'list', items, place: placeAt(spot.source, node.start), ...(rest && { rest }) };
}

function joinList(
  separator: Tree | undefined,
  list: Tree | undefined,
  node: SyntaxNode,
  spot: Spot,
): Tree | undefined {
  const between = knownText(separator);
  if (between === undefined || list?.is !== 'list' || list.rest !== undefined) return undefined;
  const parts: LocatedText[] = [];
  for (const item of list.items) {
    if (item.is !== 'text') return undefined;
    if (parts.length > 0 && between !== '') parts.push(textAt(spot.source, node.start, between));
    parts.push(item.text);
  }
  return textTree(joinTexts(parts));
}

/** Each piece keeps its place. */
function splitText(separator: Tree | undefined, given: Tree | undefined): Tree | undefined {
  const between = knownText(separator);
  if (between === undefined || between === '' || given?.is !== 'text' || isUnknown(given)) return undefined;
  const { text } = given.text;
  const items: Tree[] = [];
  for (let from = 0; from <= text.length && items.length < mostPieces; ) {
    const found = text.indexOf(between, from);
    const end = found === -1 ? text.length : found;
    items.push({ is: 'text', text: sliceText(given.text, from, end), place: given.place });
    from = end + between.length;
    if (found === -1) break;
  }
  return items.length === mostPieces ? undefined : { is: 'list', items, place: given.place };
}

function formatText(
  form: Tree | undefined,
  values: readonly Tree[],
  node: SyntaxNode,
  spot: Spot,
): Tree | undefined {
  const text = knownText(form);
  if (text === undefined) return undefined;
  const pieces = text.split(/%[sdv]/);
  if (pieces.length !== values.length + 1 || pieces.some((piece) => piece.includes('%'))) return undefined;
  const parts: LocatedText[] = [];
  for (const [index, piece] of pieces.entries()) {
    const value = values[index];
    if (piece !== '') parts.push(textAt(spot.source, node.start, piece));
    if (value?.is === 'text') parts.push(value.text);
    else if (value !== undefined) return undefined;
  }
  return textTree(joinTexts(parts));
}

/** Of plain texts; one in slashes is a pattern, and what that does is not known. */
function replaceText(given: readonly Tree[], node: SyntaxNode, spot: Spot): Tree | undefined {
  const [whole, from, to] = given.map(knownText);
  if (whole === undefined || from === undefined || to === undefined || from.startsWith('/')) return undefined;
  return textTree(
    textAt(
      spot.source,
      node.start,
      whole.replaceAll(from, () => to),
    ),
  );
}

function indentText([count, value]: readonly Tree[], node: SyntaxNode, spot: Spot): Tree | undefined {
  const spaces = Number(knownText(count));
  if (value?.is !== 'text' || !Number.isInteger(spaces) || !isKnown(value.text)) return undefined;
  if (spaces <= 0 || spaces > 200) return value;
  return textTree(
    textAt(spot.source, node.start, value.text.text.replaceAll('\n', `\n${' '.repeat(spaces)}`)),
  );
}

function encode(value: Tree | undefined, node: SyntaxNode, spot: Spot): Tree | undefined {
  return value === undefined ? undefined : textTree(jsonText(value, spot.source, node.start));
}

function decode(value: Tree | undefined): Tree | undefined {
  if (value?.is !== 'text') return undefined;
  const tree = readYaml(value.text);
  return tree.is === 'broken' ? undefined : tree;
}
