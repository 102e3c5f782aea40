import { isDoubtful, type LocatedText, noText, sliceText } from '../located-text.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { assign } from './assign.ts';
import { callWords } from './call-words.ts';
import { expandWord, expandWords } from './expand.ts';
import { inputOf, redirectOutput } from './redirects.ts';
import type { Shell } from './shell.ts';

/** Runs one command as it stands in a script. */
export function callCommand(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const at = sliceText(script, node.start, node.end);
  shell.budget--;
  const redirects = node.children.filter(({ type }) => type.endsWith('_redirect'));
  const environment = assignmentsOf(shell, node, script);
  const words = node.children
    .filter(({ type, field }) => type === 'command_name' || field === 'argument')
    .flatMap((child) => (child.type === 'command_name' ? child.children : [child]))
    .flatMap((child) => expandWords(shell, child, script));
  const { stdin, certain } = shell;
  shell.certain = certain && !isDoubtful(at.runs.length > 0 ? sliceText(at, 0, 1) : at);
  shell.stdin = inputOf(shell, redirects, script) ?? stdin;
  const before = environment.map(({ name }) => ({ name, value: shell.variables.get(name) }));
  for (const { name, value } of environment) shell.variables.set(name, [value]);
  const printed = callWords(shell, words, at);
  for (const { name, value } of before) shell.variables.set(name, value);
  shell.stdin = stdin;
  const output = redirectOutput(shell, redirects, script, printed, at);
  if (!shell.mayHaveEnded) shell.certain = certain;
  return output;
}

/** Variables that are set for this command alone. On a line before it they stay: the grammar takes the line's end for a space. */
function assignmentsOf(
  shell: Shell,
  node: SyntaxNode,
  script: LocatedText,
): readonly { readonly name: string; readonly value: LocatedText }[] {
  return node.children.flatMap((child, index) => {
    if (child.type !== 'variable_assignment') return [];
    const next = node.children.slice(index + 1).find(({ type }) => type !== 'variable_assignment');
    const between = next === undefined ? '' : script.text.slice(child.end, next.start);
    if (between.includes('\n')) {
      assign(shell, child, script);
      return [];
    }
    const value = childOf(child, 'value');
    const name = childOf(child, 'name')?.text ?? '';
    return [{ name, value: value === undefined ? noText : expandWord(shell, value, script) }];
  });
}
