import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type Scalar } from 'yaml';
import { decodedText, isDoubtful, isKnown, type LocatedText, placeAt, sliceText } from '../located-text.ts';
import { nestedDeeper } from '../nesting.ts';
import { locateValue } from './located-scalar.ts';
import { type Entry, type MapTree, type Tree, textTree, unknownTree } from './tree.ts';

/** Aliases repeat what they name; a bomb of them ends here. A chart's values repeat some hundred nodes. */
const mostCopies = 5000;
const deepest = 200;

/** The parser takes a second for a megabyte. The longest objects that people write themselves have some 50 KB. */
export const longestYaml = 250_000;

interface Walk {
  readonly source: LocatedText;
  readonly anchors: Map<string, Node>;
  readonly open: Set<string>;
  copies: number;
}

/**
 * One YAML or JSON document as a tree, or why it is none. A tag of CloudFormation's short form is a map of its long form:
 * `!Sub x` is `Fn::Sub: x`.
 */
export function readYaml(
  source: LocatedText,
): Tree | { readonly is: 'broken'; readonly why: string; readonly offset: number } {
  if (source.text.length > longestYaml) {
    return {
      is: 'broken',
      why: `It has ${Math.round(source.text.length / 1000)} KB; up to 250 KB are parsed.`,
      offset: 0,
    };
  }
  const nested = tooDeep(source.text);
  if (nested !== undefined) return { is: 'broken', why: 'It is nested too deep.', offset: nested };
  try {
    const document = parseDocument(source.text, {
      merge: false,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const [error] = document.errors;
    if (error !== undefined) return { is: 'broken', why: sentence(error.message), offset: error.pos[0] };
    const walk = { source, anchors: new Map(), open: new Set<string>(), copies: 0 };
    return treeOf(document.contents, walk, 0, 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { is: 'broken', why: 'It is nested too deep.', offset: 0 };
  }
}

/** Where brackets or dashes are nested so deep that the parser would take seconds for them. */
function tooDeep(text: string): number | undefined {
  const dashes = ['- ', '? ', '-\t'].map((mark) => text.indexOf(mark.repeat(deepest)));
  return nestedDeeper(text, deepest * 2) ?? dashes.find((at) => at !== -1);
}

function treeOf(node: Node | null | undefined, walk: Walk, offset: number, depth: number): Tree {
  const start = node?.range?.[0] ?? offset;
  const place = placeAt(walk.source, start);
  if (node === null || node === undefined) return { is: 'null', place };
  if (walk.open.size > 0) walk.copies++;
  if (walk.copies > mostCopies || depth > deepest)
    return unknownTree(walk.source, start, '…', 'is more than is read of one file');
  if (isAlias(node)) return aliasTree(node.source, walk, start, depth);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  const plain = untagged(node, walk, start, depth);
  const name = functionOf(node.tag);
  if (name === undefined) return plain;
  return { is: 'map', place, entries: [{ key: name, place, value: plain, certain: true }] };
}

function untagged(node: Node, walk: Walk, start: number, depth: number): Tree {
  const place = placeAt(walk.source, start);
  if (isScalar(node)) return scalarTree(node, walk, start);
  if (isSeq(node)) {
    const items = node.items.map((item) => treeOf(item as Node | null, walk, start, depth + 1));
    return { is: 'list', items, place };
  }
  if (isMap(node)) return mapTree(node.items as readonly Pair<Node, Node | null>[], walk, start, depth);
  return { is: 'null', place };
}

function mapTree(
  pairs: readonly Pair<Node, Node | null>[],
  walk: Walk,
  start: number,
  depth: number,
): MapTree {
  const entries: Entry[] = [];
  const merged: Entry[] = [];
  let rest: MapTree['rest'];
  for (const { key, value } of pairs) {
    const at = key?.range?.[0] ?? start;
    const tree = treeOf(value, walk, at, depth + 1);
    const name = isScalar(key) ? locateKey(key, walk, at) : undefined;
    if (name === undefined || !isKnown(name)) {
      rest = {
        text: name?.runs.find(({ hole }) => hole)?.hole?.text ?? '?',
        why: 'is a computed key',
        kind: 'value',
      };
    } else if (name.text === '<<') {
      const maps = tree.is === 'list' ? tree.items : [tree];
      merged.unshift(...maps.toReversed().flatMap((map) => (map.is === 'map' ? map.entries : [])));
      rest ??= maps.find((map) => map.is === 'text')?.is === 'text' ? unknownMerge : rest;
    } else {
      entries.push({
        key: name.text,
        place: placeAt(walk.source, at),
        value: tree,
        certain: !isDoubtful(name),
      });
    }
  }
  const all = [...merged, ...entries];
  return { is: 'map', entries: all, place: placeAt(walk.source, start), ...(rest && { rest }) };
}

const unknownMerge = { text: '<<', why: 'merges what is not known', kind: 'value' } as const;

function locateKey(key: Scalar, { source }: Walk, at: number): LocatedText {
  const text = key.value === null ? '' : String(key.source ?? key.value);
  return locateValue(source, key.type?.startsWith('QUOTE') ? at + 1 : at, key.range?.[1] ?? at, text);
}

/** The text as it stands, `0644` and `yes` too: what it means is the program's business. */
function scalarTree(node: Scalar, { source }: Walk, start: number): Tree {
  const end = node.range?.[1] ?? start;
  const place = placeAt(source, start);
  if (node.type === 'PLAIN' && node.value === null) return { is: 'null', place };
  const value = node.source ?? String(node.value ?? '');
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const body = source.text.indexOf('\n', start) + 1;
    const text = String(node.value);
    return body === 0 || text === ''
      ? { is: 'text', text: sliceText(source, start, start), place }
      : textTree(locateValue(source, body, end, text));
  }
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const text = quoted ? String(node.value) : value;
  const lines = text.trimEnd().includes('\n') && source.text.slice(start, end).includes('\\n');
  if (lines && isKnown(sliceText(source, start, end)))
    return { is: 'text', text: decodedText(text, place), place };
  return { is: 'text', text: locateValue(source, quoted ? start + 1 : start, end, text), place };
}

function aliasTree(name: string, walk: Walk, start: number, depth: number): Tree {
  const target = walk.anchors.get(name);
  if (target === undefined || walk.open.has(name))
    return unknownTree(walk.source, start, `*${name}`, 'names nothing before it');
  walk.open.add(name);
  const tree = treeOf(target, walk, start, depth + 1);
  walk.open.delete(name);
  return tree;
}

/** `!Sub` is `Fn::Sub`, `!Ref` is `Ref`; tags of YAML's own say nothing here. */
function functionOf(tag: string | undefined): string | undefined {
  if (tag === undefined || !tag.startsWith('!') || tag === '!') return undefined;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function sentence(message: string): string {
  const line = message.split('\n', 1)[0]?.trim() ?? '';
  return line.endsWith('.') ? line : `${line}.`;
}
