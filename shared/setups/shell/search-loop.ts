import { holeAt, type LocatedText } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { expandWords } from './expand.ts';
import type { Shell } from './shell.ts';

/**
 * A loop that looks for the first of some disks and is left with `break` once it is found. That one of them is there is what the
 * script counts on, so that its work is done once, on a disk of which only the run tells which it is.
 */
export function walkSearch(shell: Shell, node: SyntaxNode, script: LocatedText, at: LocatedText): boolean {
  const name = node.children.find(({ field }) => field === 'variable')?.text ?? '_';
  const words = node.children
    .filter(({ field }) => field === 'value')
    .flatMap((value) => expandWords(shell, value, script));
  const group = node.children.find(({ field }) => field === 'body');
  const parts = partsOf(group?.children.filter(isStatement) ?? []);
  if (parts === undefined || !parts.some(({ text }) => asksForDisk(text, name))) return false;
  if (words.length === 0 || !words.every(({ text }) => text.startsWith('/dev/'))) return false;
  const why = 'is the first of several disks that is there';
  shell.variables.set(name, [holeAt(at, 0, { text: `$${name}`, why, kind: 'value' })]);
  for (const part of parts) shell.execute(part, script);
  return true;
}

/** What is done on the way to `break` where all that is asked is answered so; nothing where the way is another one. */
function partsOf(statements: readonly SyntaxNode[]): readonly SyntaxNode[] | undefined {
  const last = statements.at(-1);
  if (last === undefined) return undefined;
  const before = statements.slice(0, -1).map(filterOf);
  const end = endOf(last);
  return end === undefined ? undefined : [...before, ...end];
}

/** The statements of `if …; then …; break; fi`, `… && … && break`, or of a `break` alone. */
function endOf(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.type === 'command') return node.text === 'break' ? [] : undefined;
  if (node.type === 'compound_statement') return partsOf(node.children.filter(isStatement));
  if (node.type === 'list') {
    const [left, operator, right] = node.children.filter(({ type }) => type !== 'comment');
    const rest = operator?.type === '&&' && right !== undefined ? endOf(right) : undefined;
    return left === undefined || rest === undefined ? undefined : [...conditionsOf(left), ...rest];
  }
  const other = node.children.some(({ type }) => type === 'elif_clause' || type === 'else_clause');
  if (node.type !== 'if_statement' || other) return undefined;
  const then = node.children.findIndex(({ type }) => type === 'then');
  const rest = partsOf(node.children.slice(then).filter(isStatement));
  const asked = node.children.slice(0, then).filter(isStatement).flatMap(conditionsOf);
  return rest === undefined ? undefined : [...asked, ...rest];
}

function conditionsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const [left, operator, right] = node.children;
  const both = node.type === 'list' && operator?.type === '&&' && left !== undefined && right !== undefined;
  return both ? [...conditionsOf(left), ...conditionsOf(right)] : [node];
}

/** `[ -b "$disk" ] || continue`, and the same as an `if`: only what it asks is left of it. */
function filterOf(node: SyntaxNode): SyntaxNode {
  const [left, , right] = node.children;
  if (node.type === 'list' && left !== undefined && right?.text === 'continue') return left;
  const then = node.children.findIndex(({ type }) => type === 'then');
  const body = node.children.slice(then).filter(isStatement);
  const [asked] = node.children.slice(0, then).filter(isStatement);
  const skips = node.type === 'if_statement' && body.length === 1 && body[0]?.text === 'continue';
  return skips && asked !== undefined ? asked : node;
}

function asksForDisk(text: string, name: string): boolean {
  const asks = /\s-[be]\s/.test(text) || /^[!\s]*(?:blkid|lsblk)\b/.test(text);
  return asks && (text.includes(`$${name}`) || text.includes(`\${${name}}`));
}

function isStatement({ named, type }: SyntaxNode): boolean {
  return named && type !== 'comment';
}
