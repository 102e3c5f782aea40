import { placeAt, textAt } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { type Entry, isUnknown, knownText, type ListTree, type Tree, textTree } from '../tree/tree.ts';
import type { Spot } from './spot.ts';
import type { Scope } from './template.ts';

/** Longer lists are data, and no part of a node's configuration. */
const mostRounds = 200;

interface Round {
  readonly key: Tree;
  readonly value: Tree;
}

/** The items that a `for` goes over; nothing where they are not known, or too many. */
function roundsOf(collection: Tree, spot: Spot): readonly Round[] | undefined {
  const key = (text: string): Tree => textTree(textAt(spot.source, 0, text));
  const rounds =
    collection.is === 'list'
      ? collection.items.map((value, index) => ({ key: key(String(index)), value }))
      : collection.is === 'map'
        ? collection.entries.map((entry) => ({ key: key(entry.key), value: entry.value }))
        : undefined;
  const open = collection.is === 'list' || collection.is === 'map' ? collection.rest : undefined;
  return rounds === undefined || open !== undefined || rounds.length > mostRounds ? undefined : rounds;
}

/** A place in which one name, or a key's name before it, stands for what a round has. */
export function spotOf({ key, value }: Round, names: readonly string[], spot: Spot): Spot {
  const given = new Map<string, Tree>(
    names.length > 1
      ? [
          [names[0] ?? '', key],
          [names[1] ?? '', value],
        ]
      : [[names[0] ?? '', value]],
  );
  return {
    ...spot,
    depth: spot.depth + 1,
    resolve: (path, inner) => {
      const [name = '', ...rest] = path;
      const own = given.get(name);
      return own === undefined ? spot.resolve(path, inner) : spot.follow(own, rest);
    },
  };
}

/** What a template's expressions and loops mean where it stands. */
export function scopeOf(spot: Spot): Scope {
  return {
    evaluate: (expression) => spot.evaluateText(expression, spot),
    rounds: (names, collection) =>
      roundsOf(spot.evaluateText(collection, spot), spot)?.map((round) =>
        scopeOf(spotOf(round, names, spot)),
      ),
  };
}

/** `[for x in list : …]` and `{for k, v in map : k => …}`; nothing where a part of it is not known. */
export function forTree(
  node: SyntaxNode,
  spot: Spot,
  evaluate: (node: SyntaxNode, spot: Spot) => Tree,
): Tree | undefined {
  const [kind] = node.children;
  const intro = kind?.children.find(({ type }) => type === 'for_intro');
  const collection = intro?.children.find(({ type }) => type === 'expression');
  if (kind === undefined || intro === undefined || collection === undefined) return undefined;
  const names = intro.children.filter(({ type }) => type === 'identifier').map(({ text }) => text);
  const [first, second] = kind.children.filter(({ type }) => type === 'expression');
  const condition = kind.children
    .find(({ type }) => type === 'for_cond')
    ?.children.find(({ type }) => type === 'expression');
  const rounds = roundsOf(evaluate(collection, spot), spot);
  if (rounds === undefined || first === undefined || kind.text.trimEnd().endsWith('...}')) return undefined;
  const items: { readonly first: Tree; readonly second: Tree | undefined }[] = [];
  for (const round of rounds) {
    if (spot.budget.parses-- < 0) return undefined;
    const inner = spotOf(round, names, spot);
    const kept = condition === undefined ? 'true' : knownText(evaluate(condition, inner));
    if (kept === undefined) return undefined;
    if (kept !== 'true') continue;
    items.push({
      first: evaluate(first, inner),
      second: second === undefined ? undefined : evaluate(second, inner),
    });
  }
  const place = placeAt(spot.source, node.start);
  if (kind.type === 'for_tuple_expr')
    return { is: 'list', place, items: items.map((item) => item.first) } satisfies ListTree;
  const entries = items.flatMap(({ first: key, second: value }): readonly Entry[] => {
    const name = knownText(key);
    return name === undefined || value === undefined ? [] : [{ key: name, place, value, certain: true }];
  });
  return entries.length === items.length && !items.some((item) => isUnknown(item.first))
    ? { is: 'map', place, entries }
    : undefined;
}
