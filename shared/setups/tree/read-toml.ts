import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { holeMark, isKnown, type LocatedText, placeAt, sliceText } from '../located-text.ts';
import { locateValue } from './located-scalar.ts';
import { type Entry, type Tree, textTree } from './tree.ts';

/** Nothing that people write for nodes is as deep; the parser goes down by recursion. */
const deepest = 100;

type Broken = { readonly is: 'broken'; readonly why: string; readonly offset: number };

/** A TOML document as a tree, or why it is none. */
export function readToml(source: LocatedText): Tree | Broken {
  const nested = tooDeep(source.text);
  if (nested !== undefined) return { is: 'broken', why: 'It is nested too deep.', offset: nested };
  try {
    const program = parseTOML(masked(source.text), { tomlVersion: 'next' });
    return treeOf(program.body[0], source);
  } catch (error) {
    if (error instanceof ParseError) return { is: 'broken', why: `${error.message}.`, offset: error.index };
    if (error instanceof RangeError) return { is: 'broken', why: 'It is nested too deep.', offset: 0 };
    throw error;
  }
}

/**
 * The text with something in place of holes that TOML can have wherever they stand: a digit is a key, a value and a part of both. A hole
 * with a line of its own becomes a comment. Values are taken from the text itself.
 */
function masked(text: string): string {
  if (!text.includes(holeMark)) return text;
  return text.replaceAll(/^([ \t]*)\uE000([ \t\uE000]*)$/gm, '$1#$2').replaceAll(holeMark, '0');
}

/** Lines that a hole fills alone: there may be any table in it. */
export function insertedLines(source: LocatedText): readonly LocatedText[] {
  return [...source.text.matchAll(/^[ \t]*\uE000[ \t\uE000]*$/gm)].map(({ index, 0: line }) =>
    sliceText(source, index + line.indexOf(holeMark), index + line.indexOf(holeMark) + 1),
  );
}

function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n' && depth < 3) depth = 0;
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    if (depth > deepest) return at;
  }
  return undefined;
}

interface Table {
  readonly entries: Map<string, Table | Table[] | Tree>;
  readonly offset: number;
}

function treeOf(top: AST.TOMLTopLevelTable, source: LocatedText): Tree {
  const root: Table = { entries: new Map(), offset: 0 };
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') put(root, keyOf(node.key, source), node, source);
    else {
      const table = tableAt(root, node, source);
      for (const pair of node.body) put(table, keyOf(pair.key, source), pair, source);
    }
  }
  return finished(root, source);
}

function tableAt(root: Table, node: AST.TOMLTable, source: LocatedText): Table {
  const [offset] = node.range;
  const path = keyOf(node.key, source);
  const last = path.at(-1) ?? '';
  const parent = descend(root, path.slice(0, -1), offset);
  if (node.kind === 'standard') return descend(parent, [last], offset);
  const table: Table = { entries: new Map(), offset };
  const before = parent.entries.get(last);
  parent.entries.set(last, Array.isArray(before) ? [...before, table] : [table]);
  return table;
}

function descend(from: Table, path: readonly string[], offset: number): Table {
  let at = from;
  for (const key of path) {
    const found = at.entries.get(key);
    const last = Array.isArray(found) ? found.at(-1) : found;
    if (last !== undefined && isTable(last)) at = last;
    else {
      const made: Table = { entries: new Map(), offset };
      at.entries.set(key, made);
      at = made;
    }
  }
  return at;
}

function put(table: Table, path: readonly string[], pair: AST.TOMLKeyValue, source: LocatedText): void {
  const parent = descend(table, path.slice(0, -1), pair.range[0]);
  parent.entries.set(path.at(-1) ?? '', valueTree(pair.value, source));
}

function keyOf(key: AST.TOMLKey, source: LocatedText): readonly string[] {
  return key.keys.map((part) => {
    const [start, end] = part.range;
    const written = sliceText(source, start, end);
    if (!isKnown(written)) return written.text;
    return part.type === 'TOMLBare' ? part.name : part.value;
  });
}

function valueTree(node: AST.TOMLContentNode, source: LocatedText): Tree {
  const [start, end] = node.range;
  const place = placeAt(source, start);
  if (node.type === 'TOMLArray') {
    return { is: 'list', items: node.elements.map((item) => valueTree(item, source)), place };
  }
  if (node.type === 'TOMLInlineTable') {
    const table: Table = { entries: new Map(), offset: start };
    for (const pair of node.body) put(table, keyOf(pair.key, source), pair, source);
    return finished(table, source);
  }
  if (node.kind !== 'string') return textTree(sliceText(source, start, end));
  const quotes = node.multiline ? 3 : 1;
  const written = sliceText(source, start + quotes, end - quotes);
  if (!isKnown(written)) return textTree(written);
  return { is: 'text', text: locateValue(source, start + quotes, end - quotes, node.value), place };
}

function finished(table: Table, source: LocatedText): Tree {
  const place = placeAt(source, table.offset);
  const entries = [...table.entries].map(([key, value]): Entry => {
    const tree = Array.isArray(value)
      ? ({ is: 'list', items: value.map((item) => finished(item, source)), place } as const)
      : isTable(value)
        ? finished(value, source)
        : value;
    return { key, place: tree.place, value: tree, certain: true };
  });
  return { is: 'map', entries, place };
}

function isTable(value: Table | Tree): value is Table {
  return 'entries' in value && value.entries instanceof Map;
}
