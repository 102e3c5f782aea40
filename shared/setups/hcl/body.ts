import { placeAt, sliceText } from '../located-text.ts';
import type { Place } from '../setup.ts';
import type { SyntaxNode } from '../syntax.ts';
import {
  type Entry,
  entriesOf,
  field,
  type ListTree,
  type MapTree,
  type Tree,
  textTree,
} from '../tree/tree.ts';
import { evaluate } from './evaluate.ts';
import type { Spot } from './spot.ts';

/** A block of HCL: `resource "aws_launch_template" "nodes" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly place: Place;
  /** Its attributes and inner blocks; evaluated when it is first asked for. */
  readonly body: () => MapTree;
  /** One attribute alone: locals name each other, and each is worked out once. */
  readonly attribute: (name: string) => Tree | undefined;
}

/** The label of an inner block, `provisioner "shell"`, stands among its attributes under this name, which HCL cannot have. */
export const labelKey = '$label';

/** Inner blocks that may stand several times, and are a list when they stand once too. */
const repeated: ReadonlySet<string> = new Set([
  'ami_block_device_mappings',
  'block_device_mappings',
  'ebs_block_device',
  'ephemeral_block_device',
  'filter',
  'launch_block_device_mappings',
  'network_interfaces',
  'override',
  'part',
  'provisioner',
  'source',
  'tag',
  'tag_specifications',
  'taint',
]);

/** Inner blocks that stand once; Terraform's JSON has them as a list of one as well. */
const single: ReadonlySet<string> = new Set([
  'capacity_reservation_specification',
  'cpu_options',
  'ebs',
  'iam_instance_profile',
  'instance_market_options',
  'launch_template',
  'metadata_options',
  'monitoring',
  'placement',
  'remote_access',
  'root_block_device',
  'scaling_config',
  'update_config',
]);

/** An inner block in the one form that it has here, however JSON has it. */
export function asInnerBlock(key: string, tree: Tree): Tree {
  const [only] = tree.is === 'list' && tree.items.length === 1 ? tree.items : [];
  if (single.has(key) && only?.is === 'map') return only;
  return repeated.has(key) && tree.is === 'map' ? { is: 'list', items: [tree], place: tree.place } : tree;
}

/** The blocks that stand directly in a body. */
export function blocksOf(body: SyntaxNode | undefined, spot: Spot): readonly Block[] {
  return (body?.children ?? [])
    .filter(({ type }) => type === 'block')
    .map((block) => {
      let tree: MapTree | undefined;
      return {
        type: block.children.find(({ type }) => type === 'identifier')?.text ?? '',
        labels: labelsOf(block),
        place: placeAt(spot.source, block.start),
        body: () => {
          tree ??= bodyTree(block, spot);
          return tree;
        },
        attribute: attributesOf(block, spot),
      };
    });
}

function attributesOf(block: SyntaxNode, spot: Spot): Block['attribute'] {
  const known = new Map<string, Tree | undefined>();
  let nodes: ReadonlyMap<string, SyntaxNode> | undefined;
  return (name) => {
    if (known.has(name)) return known.get(name);
    nodes ??= new Map(attributePairs(block).map(([key, value]) => [key.text, value]));
    const node = nodes.get(name);
    known.set(name, undefined);
    const value = node === undefined ? undefined : evaluate(node, spot);
    known.set(name, value);
    return value;
  };
}

function attributePairs(block: SyntaxNode): readonly (readonly [SyntaxNode, SyntaxNode])[] {
  const body = block.children.find(({ type }) => type === 'body');
  return (body?.children ?? []).flatMap((child) => {
    if (child.type !== 'attribute') return [];
    const [name, value] = child.children.filter(({ type }) => type === 'identifier' || type === 'expression');
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

function labelsOf(block: SyntaxNode): readonly string[] {
  const [, ...names] = block.children.filter(({ type }) => type === 'identifier' || type === 'string_lit');
  return names.map(({ type, text }) => (type === 'string_lit' ? text.slice(1, -1) : text));
}

function bodyTree(block: SyntaxNode, spot: Spot): MapTree {
  const place = placeAt(spot.source, block.start);
  const body = block.children.find(({ type }) => type === 'body');
  const entries: Entry[] = [];
  for (const [name, value] of attributePairs(block)) {
    const at = placeAt(spot.source, name.start);
    entries.push({ key: name.text, place: at, value: evaluate(value, spot), certain: true });
  }
  const inner = Map.groupBy(blocksIn(body), nameOf);
  for (const [key, blocks] of inner) entries.push(innerEntry(key, blocks, spot));
  return { is: 'map', entries, place };
}

function blocksIn(body: SyntaxNode | undefined): readonly SyntaxNode[] {
  return (body?.children ?? []).filter(({ type }) => type === 'block');
}

/** `dynamic "part"` makes blocks named part. */
function nameOf(block: SyntaxNode): string {
  const name = block.children[0]?.text ?? '';
  return name === 'dynamic' ? (labelsOf(block)[0] ?? name) : name;
}

function innerEntry(key: string, blocks: readonly SyntaxNode[], spot: Spot): Entry {
  const place = placeAt(spot.source, blocks[0]?.start ?? 0);
  const trees = blocks.map((block) => innerTree(block, spot));
  const dynamic = blocks.some(isDynamic);
  const [only] = trees;
  if (only !== undefined && trees.length === 1 && !dynamic && !repeated.has(key))
    return { key, place, value: only, certain: true };
  const list: ListTree = { is: 'list', items: trees, place };
  if (!dynamic) return { key, place, value: list, certain: true };
  const rest = {
    text: `dynamic "${key}"`,
    why: 'makes as many blocks as its list has',
    kind: 'value',
  } as const;
  return { key, place, value: { ...list, rest }, certain: false };
}

function isDynamic(block: SyntaxNode): boolean {
  return block.children[0]?.text === 'dynamic';
}

function innerTree(block: SyntaxNode, spot: Spot): Tree {
  const tree = bodyTree(block, spot);
  if (isDynamic(block)) return field(tree, 'content') ?? tree;
  const label = block.children.find(({ type }) => type === 'string_lit');
  if (label === undefined) return tree;
  const text = textTree(sliceText(spot.source, label.start + 1, label.end - 1));
  const entry = { key: labelKey, place: text.place, value: text, certain: true };
  return { ...tree, entries: [entry, ...entriesOf(tree)] };
}
