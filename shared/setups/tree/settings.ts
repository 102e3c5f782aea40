import { type Hole, isDoubtful } from '../located-text.ts';
import type { Gap, Place, Program, Setting, Value } from '../setup.ts';
import { type Entry, restOf, type Tree, valueOfTree } from './tree.ts';

/** How a format's names become those of the program, given the names above it: `metadata_options` to `MetadataOptions`. */
export type Rename = (key: string, path: readonly string[]) => string;

export interface SettingsReading {
  readonly settings: readonly Setting[];
  readonly gaps: readonly Gap[];
}

/** Nothing that people write for nodes is as deep, or has as many settings. */
const deepest = 40;
const most = 10_000;

/**
 * Every scalar of a tree as a setting, with its dotted path as the key.
 *
 * A part that only the run decides is a setting of the path that it fills, with an unknown value: what is asked of below it is
 * unknown too. What is unknown at the very top is a gap about the program.
 */
export function settingsOf(
  of: Program,
  tree: Tree | undefined,
  { prefix = '', rename = (key) => key }: { prefix?: string; rename?: Rename } = {},
): SettingsReading {
  const settings: Setting[] = [];
  const gaps: Gap[] = [];
  let isFull = false;
  const leave = (hole: Pick<Hole, 'text' | 'why'>, place: Place, key: string, certain: boolean): void => {
    const why = `${hole.text} ${hole.why}`;
    if (key === '') gaps.push({ place, why: `${why}.`, about: of });
    else settings.push({ of, key, value: { known: false, text: hole.text, why }, place, certain });
  };
  const visit = (at: Tree, key: string, path: readonly string[], certain: boolean): void => {
    if (settings.length > most) {
      if (!isFull) leave({ text: 'More', why: 'is written than is read of one file' }, at.place, '', certain);
      isFull = true;
      return;
    }
    if (at.is === 'text' && key !== '') {
      const value = withPlaceholders(of, valueOfTree(at));
      settings.push({ of, key, value, place: at.place, certain: certain && !isDoubtful(at.text) });
      return;
    }
    const rest = path.length > deepest ? { text: '…', why: 'is nested too deep' } : restOf(at);
    if (rest !== undefined) leave(rest, at.place, key, certain);
    if (path.length > deepest) return;
    if (at.is === 'list') {
      for (const [index, item] of at.items.entries())
        visit(item, `${key}[${index}]`, [...path, `${index}`], certain);
    }
    if (at.is === 'map') {
      for (const { key: name, value, certain: sure } of standing(at.entries)) {
        visit(value, joinKey(key, rename(name, path)), [...path, name], certain && sure);
      }
    }
  };
  if (tree !== undefined) visit(tree, prefix, [], true);
  return { settings, gaps };
}

/** Programs whose settings hold commands, where a variable is the shell's. */
const withCommands: readonly Program[] = ['cloud-config', 'pod'];

/** `${NAME}` in a setting is what envsubst or a pipeline fills in before it is used. */
function withPlaceholders(of: Program, value: Value): Value {
  const written =
    value.known && !withCommands.includes(of) ? /\$\{[A-Za-z_]\w*\}/.exec(value.text)?.[0] : undefined;
  if (written === undefined) return value;
  return { known: false, text: value.text, why: `${written} is filled in before it is used` };
}

/** `spec` and `node.labels` to `spec."node.labels"`. */
export function joinKey(path: string, key: string): string {
  const name = key === '' || /[."[\]]/.test(key) ? `"${key}"` : key;
  return path === '' ? name : `${path}.${name}`;
}

/** Of entries with the same key the last one that is certain, and those after it. */
function standing(entries: readonly Entry[]): readonly Entry[] {
  const lastCertain = new Map<string, number>();
  for (const [index, { key, certain }] of entries.entries()) if (certain) lastCertain.set(key, index);
  return entries.filter(({ key }, index) => index >= (lastCertain.get(key) ?? 0));
}
