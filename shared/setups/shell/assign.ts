import { holeAt, joinTexts, type LocatedText, noText, sliceText } from '../located-text.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { expandWord, expandWords } from './expand.ts';
import { recordSetting, type Shell } from './shell.ts';

/** `a=b`, `a+=b`, `a=(b c)`, `a[1]=b`. */
export function assign(shell: Shell, node: SyntaxNode, script: LocatedText): string | undefined {
  if (node.type === 'variable_assignments') {
    for (const child of node.children) assign(shell, child, script);
    return undefined;
  }
  const target = childOf(node, 'name');
  const value = childOf(node, 'value');
  if (target === undefined) return undefined;
  const at = sliceText(script, node.start, node.end);
  const words =
    value === undefined
      ? [noText]
      : value.type === 'array'
        ? expandWords(shell, value, script)
        : [expandWord(shell, value, script)];
  const name = childOf(target, 'name')?.text ?? target.text;
  const adds = node.children.some(({ type }) => type === '+=');
  const old = shell.variables.get(name);
  if (target.type === 'subscript') {
    const hole = { text: `$${name}`, why: 'is a list that is set place by place', kind: 'value' } as const;
    shell.variables.set(name, [holeAt(at, 0, hole)]);
  } else if (!adds) {
    shell.variables.set(name, words);
  } else if (value?.type === 'array') {
    shell.variables.set(name, [...(old ?? []), ...words]);
  } else {
    const before =
      old?.[0] ??
      holeAt(at, 0, { text: `$${name}`, why: 'is a variable that nothing sets here', kind: 'value' });
    shell.variables.set(name, [joinTexts([before, ...words])]);
  }
  shell.status = 'yes';
  return name;
}

/** `export`, `declare`, `local`, `readonly` and `unset`. What is exported is the environment of what follows. */
export function declare(shell: Shell, node: SyntaxNode, script: LocatedText): void {
  const [keyword] = node.children;
  for (const child of node.children) {
    if (child.type === 'variable_assignment') {
      const name = assign(shell, child, script);
      if (name !== undefined && isExport(node))
        recordExport(shell, name, sliceText(script, child.start, child.end));
    } else if (child.type === 'variable_name') {
      if (keyword?.type === 'unset') shell.variables.set(child.text, [noText]);
      else if (isExport(node)) recordExport(shell, child.text, sliceText(script, child.start, child.end));
    }
  }
  shell.status = 'yes';
}

function isExport(node: SyntaxNode): boolean {
  const [keyword, option] = node.children;
  return keyword?.type === 'export' || (option?.type === 'word' && /^-\w*x/.test(option.text));
}

function recordExport(shell: Shell, name: string, at: LocatedText): void {
  const value = shell.variables.get(name)?.[0];
  const text =
    value ?? holeAt(at, 0, { text: `$${name}`, why: 'is a variable that nothing sets here', kind: 'value' });
  recordSetting(shell, 'environment', name, text.text === '' ? sliceText(at, 0, 0) : text);
}
