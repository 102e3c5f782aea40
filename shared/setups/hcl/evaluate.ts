import { joinTexts, type LocatedText, placeAt, sliceText, textAt } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { type Entry, knownText, type Tree, textTree, unknownTree } from '../tree/tree.ts';
import { forTree, scopeOf } from './for.ts';
import { callFunction } from './functions.ts';
import type { Spot } from './spot.ts';
import { heredocBody, templateTree } from './template.ts';

/** Expressions that name others which name others end here. */
const deepest = 60;

/** An expression in a text that is longer than this is a file of its own. */
const longest = 10_000;

/** The value of an expression, as far as the files of this check have it. */
export function evaluate(node: SyntaxNode, spot: Spot): Tree {
  if (spot.depth > deepest) return unknown(node, spot, 'is nested too deep');
  const inner = { ...spot, depth: spot.depth + 1 };
  switch (node.type) {
    case 'expression':
      return expressionTree(node, inner);
    case 'literal_value':
    case 'collection_value':
    case 'template_expr':
    case 'string_lit':
      return node.children[0] === undefined || node.type === 'string_lit'
        ? quotedTree(node, inner)
        : evaluate(node.children[0], inner);
    case 'null_lit':
      return { is: 'null', place: placeAt(spot.source, node.start) };
    case 'numeric_lit':
    case 'bool_lit':
      return textTree(sliceText(spot.source, node.start, node.end));
    case 'quoted_template':
      return quotedTree(node, inner);
    case 'heredoc_template':
      return heredocTree(node, inner);
    case 'tuple':
      return {
        is: 'list',
        place: placeAt(spot.source, node.start),
        items: named(node, 'expression').map((item) => evaluate(item, inner)),
      };
    case 'object':
      return objectTree(node, inner);
    case 'for_expr':
      return forTree(node, inner, evaluate) ?? unknown(node, spot, 'is computed when it runs');
    case 'function_call':
      return callTree(node, inner);
    case 'conditional':
      return conditionalTree(node, inner);
    default:
      return node.type === 'operation' && /^-\d+(\.\d+)?$/.test(node.text)
        ? textTree(sliceText(spot.source, node.start, node.end))
        : unknown(node, spot, 'is computed when it runs');
  }
}

/** The value of an expression that is a text of its own: what stands in `${…}`. */
export function evaluateText(expression: LocatedText, spot: Spot): Tree {
  if (/^[A-Za-z_][\w-]{0,80}(?:\.[A-Za-z_][\w-]{0,80}){0,8}$/.test(expression.text)) {
    const found = spot.resolve(expression.text.split('.'), { ...spot, depth: spot.depth + 1 });
    return found ?? unknownTree(expression, 0, expression.text, 'is not known before it runs');
  }
  spot.budget.parses--;
  if (spot.budget.parses < 0 || expression.text.length > longest)
    return unknownTree(expression, 0, expression.text, 'is one of too many expressions, or too long');
  const source = joinTexts([textAt(expression, 0, 'x = '), expression]);
  const body = spot.context.hcl.parse(source.text)?.children.find(({ type }) => type === 'body');
  const attribute = body?.children.length === 1 ? body.children[0] : undefined;
  const node = attribute?.children.find(({ type }) => type === 'expression');
  if (node === undefined || spot.depth > deepest)
    return unknownTree(expression, 0, expression.text, 'is not understood');
  return evaluate(node, { ...spot, source, depth: spot.depth + 1 });
}

function expressionTree(node: SyntaxNode, spot: Spot): Tree {
  const [first, ...steps] = node.children.filter(({ type }) => type !== 'comment');
  if (first === undefined) return unknown(node, spot, 'is not understood');
  if (first.type === '(' && steps[0] !== undefined) {
    const [, ...after] = steps.slice(1);
    return follow(evaluate(steps[0], spot), pathOf(after), node, spot);
  }
  const path = pathOf(steps);
  if (first.type !== 'variable_expr') return follow(evaluate(first, spot), path, node, spot);
  if (path === undefined) return unknown(node, spot, 'is computed when it runs');
  return spot.resolve([first.text, ...path], spot) ?? unknown(node, spot, whyUnknown(first.text));
}

function whyUnknown(root: string): string {
  if (root === 'var') return 'is a variable';
  return root === 'each' || root === 'count' ? 'differs from one to the next' : 'is not known before it runs';
}

/** `.name`, `[0]` and `["key"]` after an expression; nothing where one is computed. */
function pathOf(steps: readonly SyntaxNode[]): readonly string[] | undefined {
  const path: string[] = [];
  for (const step of steps) {
    const literal = /^(?:\.\s*([\w-]+)|\[\s*"([^"$%\\]*)"\s*\]|\[\s*(\d+)\s*\])$/.exec(step.text);
    if (literal === null) return undefined;
    path.push(literal[1] ?? literal[2] ?? `[${literal[3]}]`);
  }
  return path;
}

function follow(tree: Tree, path: readonly string[] | undefined, node: SyntaxNode, spot: Spot): Tree {
  if (path === undefined) return unknown(node, spot, 'is computed when it runs');
  return followPath(tree, path) ?? unknown(node, spot, 'is not known before it runs');
}

/** What stands below a tree; nothing where that is not known. */
export function followPath(tree: Tree | undefined, path: readonly string[]): Tree | undefined {
  let at = tree;
  for (const step of path) {
    const index = /^\[(\d+)\]$/.exec(step)?.[1];
    if (at?.is === 'list' && index !== undefined) at = at.items[Number(index)];
    else if (at?.is === 'map') at = at.entries.findLast(({ key }) => key === step)?.value;
    else return undefined;
  }
  return at;
}

function quotedTree(node: SyntaxNode, spot: Spot): Tree {
  const inside = sliceText(spot.source, node.start + 1, Math.max(node.start + 1, node.end - 1));
  if (inside.text === '') return { is: 'text', text: inside, place: placeAt(spot.source, node.start) };
  return templateTree(inside, scopeOf(spot), true);
}

function heredocTree(node: SyntaxNode, spot: Spot): Tree {
  const names = node.children.filter(({ type }) => type === 'heredoc_identifier');
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined || first === last) return unknown(node, spot, 'never ends');
  const { text } = spot.source;
  const start = text.indexOf('\n', first.end) + 1;
  const end = Math.max(start, text.lastIndexOf('\n', last.start - 1) + 1);
  const body = heredocBody(sliceText(spot.source, start, end), node.text.startsWith('<<-'));
  if (body.text === '') return { is: 'text', text: body, place: placeAt(spot.source, node.start) };
  return templateTree(body, scopeOf(spot), false);
}

function objectTree(node: SyntaxNode, spot: Spot): Tree {
  const place = placeAt(spot.source, node.start);
  const entries: Entry[] = [];
  let computed: string | undefined;
  for (const element of named(node, 'object_elem')) {
    const [key, value] = named(element, 'expression');
    if (key === undefined || value === undefined) continue;
    const name = keyOf(key, spot);
    if (name === undefined) computed = key.text;
    else
      entries.push({
        key: name,
        place: placeAt(spot.source, key.start),
        value: evaluate(value, spot),
        certain: true,
      });
  }
  if (computed === undefined) return { is: 'map', entries, place };
  return { is: 'map', entries, place, rest: { text: computed, why: 'is a computed key', kind: 'value' } };
}

/** A key that is one bare word is that word; in parentheses it is an expression. */
function keyOf(key: SyntaxNode, spot: Spot): string | undefined {
  const only = key.children.length === 1 ? key.children[0] : undefined;
  return only?.type === 'variable_expr' ? only.text : knownText(evaluate(key, spot));
}

function callTree(node: SyntaxNode, spot: Spot): Tree {
  const [name] = named(node, 'identifier');
  const list = node.children.find(({ type }) => type === 'function_arguments');
  const given =
    list === undefined ? [] : named(list, 'expression').map((argument) => evaluate(argument, spot));
  const value = callFunction(name?.text ?? '', given, node, spot);
  return value ?? unknown(node, spot, 'is computed when it runs');
}

function conditionalTree(node: SyntaxNode, spot: Spot): Tree {
  const [condition, yes, no] = named(node, 'expression');
  if (condition === undefined || yes === undefined || no === undefined)
    return unknown(node, spot, 'is not understood');
  const decided = knownText(evaluate(condition, spot));
  if (decided === 'true') return evaluate(yes, spot);
  if (decided === 'false') return evaluate(no, spot);
  return unknown(node, spot, 'is decided when it runs');
}

function unknown(node: SyntaxNode, spot: Spot, why: string): Tree {
  return unknownTree(spot.source, node.start, node.text, why);
}

function named(node: SyntaxNode, type: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.type === type);
}
