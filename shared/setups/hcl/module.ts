import { placeAt, textAt, wholeText } from '../located-text.ts';
import { nestedDeeper } from '../nesting.ts';
import type { ReaderContext, SourceText } from '../reader.ts';
import type { Gap } from '../setup.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isUnknown, type Tree, textTree } from '../tree/tree.ts';
import { type Block, blocksOf } from './body.ts';
import { evaluateText, followPath } from './evaluate.ts';
import { jsonBlocks } from './json-blocks.ts';
import { renderedPath } from './rendered.ts';
import type { Resolve, Spot } from './spot.ts';

/** A file of Terraform or Packer, with what its expressions name in the files beside it. */
export interface Module {
  readonly blocks: readonly Block[];
  /** Where the file is broken: any of its blocks may be read wrongly then. */
  readonly gaps: readonly Gap[];
  readonly spot: Spot;
  /** A block by its type and labels, in this file or in one beside it. */
  readonly find: (type: string, ...labels: readonly string[]) => Block | undefined;
}

/** The longest files that people write have some 60 KB; what is bigger was written by a program, and takes seconds to parse. */
const longest = 250_000;

/** Expressions are nested some ten deep. */
const mostBrackets = 300;

/** Expressions in templates that are more than a name are parsed one by one; a big file has some 200. */
const mostParses = 1000;

/** A file that is no HCL at all has hundreds. */
const mostGaps = 5;

/** Reads a file as blocks whose values are worked out when they are asked for. */
export function readModule(source: SourceText, context: ReaderContext): Module {
  const files = new Map<
    string,
    { readonly blocks: readonly Block[]; readonly gaps: readonly Gap[]; readonly spot: Spot }
  >();
  const working = new Set<string>();
  const budget = { parses: mostParses };
  const load = (file: SourceText) => {
    const known = files.get(file.file);
    if (known !== undefined) return known;
    const whole = wholeText(file);
    const spot = {
      source: whole,
      file: file.file,
      context,
      resolve,
      depth: 0,
      budget,
      follow: followPath,
      evaluateText,
    };
    const read = file.text.trimStart().startsWith('{') ? jsonBlocks(spot) : hclBlocks(spot);
    const loaded = { ...read, spot };
    files.set(file.file, loaded);
    return loaded;
  };
  let all: readonly SourceText[] | undefined;
  const candidates = (): readonly SourceText[] => {
    all ??= [source, ...filesBeside(source, context)];
    return all;
  };
  /** Files that have a name at all: the others are not parsed. */
  const having = (name: string) => candidates().filter(({ text }) => text.includes(name));
  const find: Module['find'] = (type, ...labels) => {
    const fits = (block: Block): boolean =>
      block.type === type && labels.every((label, index) => block.labels[index] === label);
    for (const file of having(labels.at(-1) ?? type)) {
      const found = load(file).blocks.find(fits);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const local = (name: string): Tree | undefined => {
    for (const file of having(name)) {
      for (const block of load(file).blocks) {
        const isOne = block.type === 'local' && block.labels[0] === name;
        const found = isOne ? block.attribute('expression') : undefined;
        const value = block.type === 'locals' ? block.attribute(name) : found;
        if (value !== undefined) return value;
      }
    }
    return undefined;
  };
  const resolve: Resolve = (path, spot) => {
    const [root = '', name = '', ...rest] = path;
    if (root === 'path') return textTree(textAt(spot.source, 0, '.'));
    const id = path.slice(0, root === 'data' ? 3 : 2).join('.');
    if (working.has(id)) return undefined;
    working.add(id);
    try {
      if (root === 'local') return followPath(local(name), rest);
      return root === 'data' ? renderedPath(path.slice(1), find, spot) : undefined;
    } finally {
      working.delete(id);
    }
  };
  const { blocks, gaps, spot } = load(source);
  return { blocks, gaps, spot, find };
}

/** A module is a folder: what one of its files names may stand in any. */
function filesBeside(source: SourceText, context: ReaderContext): readonly SourceText[] {
  const endings = source.file.endsWith('.pkr.hcl') ? ['.pkr.hcl'] : ['.tf', '.tf.json'];
  return endings
    .flatMap((ending) => context.beside(ending, source.file))
    .filter(({ file, text }) => file !== source.file && text.length <= longest);
}

function hclBlocks(spot: Spot): { readonly blocks: readonly Block[]; readonly gaps: readonly Gap[] } {
  const isLong = spot.source.text.length > longest;
  const isDeep = nestedDeeper(spot.source.text, mostBrackets) !== undefined;
  const root = isLong || isDeep ? undefined : spot.context.hcl.parse(spot.source.text);
  if (root === undefined) {
    const why = `The file ${isLong ? 'is longer than 250 KB' : 'takes too long to parse, or is nested too deep'}.`;
    return { blocks: [], gaps: [{ place: placeAt(spot.source, 0), why, about: 'all' }] };
  }
  const gaps = brokenParts(root)
    .slice(0, mostGaps)
    .map((part): Gap => ({ place: placeAt(spot.source, part.start), why: 'This is no HCL.', about: 'all' }));
  return {
    blocks: blocksOf(
      root.children.find(({ type }) => type === 'body'),
      spot,
    ),
    gaps,
  };
}

/** What the parser could not place, however deep: it goes on after an error, and what it then makes of the rest may be wrong. */
function brokenParts(node: SyntaxNode): readonly SyntaxNode[] {
  return node.broken ? [node] : node.children.flatMap(brokenParts);
}

/** What a text that is one hole refers to: `aws_launch_template.nodes.id` as three words. */
export function referenceOf(tree: Tree | undefined): readonly string[] {
  if (tree?.is !== 'text' || !isUnknown(tree)) return [];
  const written = tree.text.runs[0]?.hole?.text ?? '';
  return /^[\w.[\]"-]+$/.test(written) ? written.split(/\.|\[[^\]]*\]\.?/).filter((word) => word !== '') : [];
}
