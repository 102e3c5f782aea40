import { holeAt, type LocatedText } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Shell } from './shell.ts';

/** Makes variables unknown that a loop's body sets: what it sees is another value in each round. */
export function forgetAssigned(shell: Shell, nodes: readonly SyntaxNode[], at: LocatedText): void {
  const open = [...nodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'variable_assignment') forget(shell, /^\w+/.exec(node.text)?.[0], at);
    else if (isArithmetic(node)) forgetCalculated(shell, node.text, at);
    for (const child of node.children) open.push(child);
  }
}

/** Makes variables unknown that a calculation sets: `(( n++ ))`, `$((n += 1))`, `let n=n+1`. */
export function forgetCalculated(shell: Shell, text: string, at: LocatedText): void {
  for (const [, before, behind] of text.matchAll(
    /(?:\+\+|--)\s{0,9}(\w+)|(\w+)\s{0,9}(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))/g,
  )) {
    forget(shell, before ?? behind, at);
  }
}

/** Whether a part of a script calculates. */
export function isArithmetic({ type, text }: SyntaxNode): boolean {
  return type === 'arithmetic_expansion' || (type === 'compound_statement' && text.startsWith('(('));
}

function forget(shell: Shell, name: string | undefined, at: LocatedText): void {
  if (name === undefined) return;
  shell.variables.set(name, [
    holeAt(at, 0, { text: `$${name}`, why: 'is calculated at run time', kind: 'value' }),
  ]);
}
