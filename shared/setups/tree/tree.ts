import type { Hole, LocatedText } from '../located-text.ts';
import { holeAt, isDoubtful, isKnown, placeAt, toValue } from '../located-text.ts';
import type { Place, Value } from '../setup.ts';

/**
 * A document of whatever format (YAML, JSON, HCL, TOML), as far as reading gives values, each with its place.
 *
 * What only the run decides is a text with a hole, whether it will be a text, a list or a map.
 */
export type Tree = MapTree | ListTree | TextTree | NullTree;

export interface MapTree {
  readonly is: 'map';
  readonly entries: readonly Entry[];
  readonly place: Place;
  /** There may be more entries: a merge with something unknown, a key that is computed. */
  readonly rest?: Hole;
}

export interface Entry {
  readonly key: string;
  readonly place: Place;
  readonly value: Tree;
  /** False between a template's `{{ if }}` and `{{ end }}`. */
  readonly certain: boolean;
}

export interface ListTree {
  readonly is: 'list';
  readonly items: readonly Tree[];
  readonly place: Place;
  readonly rest?: Hole;
}

/** A scalar: numbers and booleans as they are written. */
export interface TextTree {
  readonly is: 'text';
  readonly text: LocatedText;
  readonly place: Place;
}

export interface NullTree {
  readonly is: 'null';
  readonly place: Place;
}

export function textTree(text: LocatedText): TextTree {
  return { is: 'text', text, place: placeAt(text, 0) };
}

/** What only the run decides, as it is written at an offset of its file. */
export function unknownTree(source: LocatedText, offset: number, written: string, why: string): TextTree {
  return textTree(holeAt(source, offset, { text: brief(written), why, kind: 'value' }));
}

/** An expression as a reason shows it: on one line, cut. */
export function brief(written: string): string {
  const line = written.slice(0, 200).replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** Whether it may be anything: a text that is one hole and nothing else. */
export function isUnknown(tree: Tree): boolean {
  return tree.is === 'text' && tree.text.text.length === 1 && !isKnown(tree.text);
}

/** The value of a key, the last one where it stands several times; absent where it is null. */
export function field(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let at = tree;
  for (const key of path) {
    if (at?.is !== 'map') return undefined;
    at = at.entries.findLast((entry) => entry.key === key)?.value;
  }
  return at?.is === 'null' ? undefined : at;
}

/** The first of several names that is there. */
export function fieldOf(tree: Tree | undefined, ...names: readonly string[]): Tree | undefined {
  for (const name of names) {
    const found = field(tree, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function entriesOf(tree: Tree | undefined): readonly Entry[] {
  return tree?.is === 'map' ? tree.entries : [];
}

/** The items of a list; one value alone counts as a list of one. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || tree.is === 'null') return [];
  return tree.is === 'list' ? tree.items : [tree];
}

/** The text of a scalar, where all of it is known. */
export function knownText(tree: Tree | undefined): string | undefined {
  return tree?.is === 'text' && isKnown(tree.text) ? tree.text.text : undefined;
}

/** A scalar as a setup has it. */
export function valueOfTree(tree: TextTree): Value {
  return toValue(tree.text);
}

/** The unknown part that a map, a list or a text has at its own level. */
export function restOf(tree: Tree | undefined): Hole | undefined {
  if (tree === undefined || tree.is === 'null') return undefined;
  if (tree.is === 'text') return tree.text.runs.find(({ hole }) => hole !== undefined)?.hole;
  return tree.rest;
}

/** A map without some of its fields. */
export function withoutFields(tree: Tree | undefined, names: readonly string[]): Tree | undefined {
  if (tree?.is !== 'map') return tree;
  return { ...tree, entries: tree.entries.filter(({ key }) => !names.includes(key)) };
}

/** The known text of a key that is there in any case: what a condition of a template may leave out or replace is no fact. */
export function certainText(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const at = field(tree, ...path);
  return at?.is === 'text' && isDoubtful(at.text) ? undefined : knownText(at);
}
