import { wholeText } from '../../located-text.ts';
import type { ReaderContext, SourceText } from '../../reader.ts';
import { field, fieldOf, knownText } from '../../tree/tree.ts';
import { type Document, kindsIn, nameOf, readDocuments } from './documents.ts';
import { manifestTexts } from './texts.ts';

/** Kinds of node classes, by the kind of pool that names them. */
const classKindOf: ReadonlyMap<string, string> = new Map([
  ['NodePool', 'EC2NodeClass'],
  ['Provisioner', 'AWSNodeTemplate'],
]);

const classKinds = [...classKindOf.values()];

export function isKarpenterKind(kind: string): boolean {
  return isPoolKind(kind) || isClassKind(kind);
}

export function isPoolKind(kind: string): boolean {
  return classKindOf.has(kind);
}

export function isClassKind(kind: string): boolean {
  return classKinds.includes(kind);
}

/** The name of the node class that a pool names, where it is spelled out. */
function classNameOf({ tree }: Document): string | undefined {
  const spec = field(tree, 'spec');
  const reference = fieldOf(field(spec, 'template', 'spec'), 'nodeClassRef') ?? fieldOf(spec, 'providerRef');
  return knownText(field(reference, 'name'));
}

/** What a pool's node class is, as far as the files of its folder say. */
export type NodeClass =
  | { readonly is: 'found'; readonly document: Document }
  | { readonly is: 'missing'; readonly why: string };

/** The node class of a pool: in its own file, or in one file of the same folder. Of several of one name any may be applied. */
export function classOf(pool: Document, own: readonly Document[], context: ReaderContext): NodeClass {
  const name = classNameOf(pool);
  const fits = (one: Document): boolean => one.kind === classKindOf.get(pool.kind) && nameOf(one) === name;
  const here = own.find(fits);
  if (here !== undefined) return { is: 'found', document: here };
  if (name === undefined) return { is: 'missing', why: 'The node class of the pool is not spelled out.' };
  const [document, ...others] = filesBeside(pool, context)
    .flatMap((source) => objectsAbout(name, source))
    .filter(fits);
  if (document === undefined)
    return { is: 'missing', why: `The node class ${name} is not in this file, nor in those beside it.` };
  if (others.length > 0)
    return { is: 'missing', why: `The node class ${name} is in several files beside this one.` };
  return { is: 'found', document };
}

/** A pool in another file than its class, and whether the very file was asked for. */
export interface PoolBeside {
  readonly pool: Document;
  readonly named: boolean;
}

/** The pools of other files in a node class's folder that are joined with it. */
export function poolsBeside(
  nodeClass: Document,
  own: readonly Document[],
  context: ReaderContext,
): readonly PoolBeside[] {
  const name = nameOf(nodeClass);
  const isOfName = (one: Document): boolean => one.kind === nodeClass.kind && nameOf(one) === name;
  const beside = filesBeside(nodeClass, context).map((source) => ({
    named: source.named === true,
    objects: objectsAbout(name, source),
  }));
  // A second class of the name makes it open which of them is meant; then each is read alone.
  if ([own, ...beside.map(({ objects }) => objects)].flat().filter(isOfName).length > 1) return [];
  return beside.flatMap(({ named, objects }) =>
    objects
      .filter((one) => classKindOf.get(one.kind) === nodeClass.kind && classNameOf(one) === name)
      .map((pool) => ({ pool, named })),
  );
}

const endings = ['.yaml', '.yml'];

/** Files of people have some 10 KB; in what is longer, a rendered bundle, classes and pools stand together. */
const longest = 100_000;

function filesBeside({ tree }: Document, context: ReaderContext): readonly SourceText[] {
  const { file } = tree.place;
  if (!endings.some((ending) => file.endsWith(ending))) return [];
  return endings
    .flatMap((ending) => context.beside(ending, file))
    .filter((one) => one.file !== file && one.text.length <= longest);
}

/** By file, and there by the name of a node class: each of the pools in a folder asks for the same ones, and may be one of thousands. */
const known = new WeakMap<SourceText, ReadonlyMap<string, readonly Document[]>>();

/** The classes of a name in a file, and the pools that name it. */
function objectsAbout(name: string, source: SourceText): readonly Document[] {
  const objects = known.get(source) ?? Map.groupBy(karpenterObjects(source), aboutClass);
  known.set(source, objects);
  return objects.get(name) ?? [];
}

function aboutClass(one: Document): string {
  return isClassKind(one.kind) ? nameOf(one) : (classNameOf(one) ?? '');
}

function karpenterObjects(source: SourceText): readonly Document[] {
  if (!kindsIn(source.text).some(isKarpenterKind)) return [];
  return manifestTexts(wholeText(source))
    .flatMap((text) => readDocuments(text, isKarpenterKind).documents)
    .filter(({ kind }) => isKarpenterKind(kind));
}
