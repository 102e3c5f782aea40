import { joinTexts, type LocatedText, noText, sliceText, textAt } from '../located-text.ts';
import { linesOf } from '../split-text.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { expandHeredoc, expandWord } from './expand.ts';
import { readFile, writeFile } from './files.ts';
import { type Shell, spend, unknownOutput } from './shell.ts';

/** What `<`, `<<` and `<<<` hand to a command; nothing where it reads on from what it had. */
export function inputOf(
  shell: Shell,
  redirects: readonly SyntaxNode[],
  script: LocatedText,
): LocatedText | undefined {
  let input: LocatedText | undefined;
  for (const redirect of redirects) {
    const own = sliceText(script, redirect.start, redirect.end);
    if (redirect.type === 'heredoc_redirect') input = heredoc(shell, redirect, script);
    if (redirect.type === 'herestring_redirect') {
      const word = redirect.children.find(({ named }) => named);
      if (word !== undefined) input = joinTexts([expandWord(shell, word, script), textAt(own, 0, '\n')]);
    }
    if (redirect.type !== 'file_redirect' || !redirect.children.some(({ type }) => type === '<')) continue;
    const path = childOf(redirect, 'destination');
    if (path !== undefined) {
      const word = expandWord(shell, path, script);
      input = path.type === 'process_substitution' ? word : (readFile(shell, word) ?? unknownOutput(own));
    }
  }
  return input;
}

function heredoc(shell: Shell, redirect: SyntaxNode, script: LocatedText): LocatedText {
  const start = redirect.children.find(({ type }) => type === 'heredoc_start');
  const body = redirect.children.find(({ type }) => type === 'heredoc_body');
  if (body === undefined) return noText;
  const quoted = /['"\\]/.test(start?.text ?? '');
  const own = sliceText(script, body.start, body.end);
  spend(shell, own);
  const text = quoted ? own : expandHeredoc(shell, body, script);
  if (!redirect.children.some(({ type }) => type === '<<-')) return text;
  const lines = linesOf(text);
  return joinTexts(
    lines.flatMap((line, index) => {
      const indent = line.text.length - line.text.replace(/^\t+/, '').length;
      const end = index === lines.length - 1 ? [] : [textAt(line, line.text.length, '\n')];
      return [sliceText(line, indent), ...end];
    }),
  );
}

/** Sends what was printed to where the redirections lead; gives what is left to print. */
export function redirectOutput(
  shell: Shell,
  redirects: readonly SyntaxNode[],
  script: LocatedText,
  printed: LocatedText,
  at: LocatedText,
): LocatedText {
  let output = printed;
  for (const redirect of redirects.flatMap((each) => [
    each,
    ...each.children.filter(({ type }) => type === 'file_redirect'),
  ])) {
    if (redirect.type !== 'file_redirect') continue;
    const operator = redirect.children.find(({ named }) => !named)?.type ?? '';
    const descriptor = childOf(redirect, 'descriptor')?.text ?? '1';
    const target = childOf(redirect, 'destination');
    if (!operator.includes('>') || target === undefined) continue;
    if (descriptor !== '1' || operator === '>&' || target.type === 'process_substitution') {
      if (target.type === 'process_substitution') expandWord(shell, target, script);
      if (operator === '>&' && descriptor === '1') output = noText;
      continue;
    }
    writeFile(
      shell,
      expandWord(shell, target, script),
      output,
      operator.includes('>>') ? 'append' : 'replace',
      at,
    );
    output = noText;
  }
  return output;
}
