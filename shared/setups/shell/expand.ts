import {
  holeAt,
  isTooLong,
  joinTexts,
  type LocatedText,
  noText,
  sliceText,
  textAt,
} from '../located-text.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { expandBraces, replaced, trimmed } from './change-words.ts';
import { forgetCalculated } from './forget.ts';
import { indexOf, placesOf } from './lists.ts';
import type { Shell } from './shell.ts';
import { unescapeAnsi, unescapeHeredoc, unescapeQuoted, unescapeWord } from './unescape.ts';

/** The words that a part of a command becomes: none of an empty variable, several of an array or of unquoted words. */
export function expandWords(shell: Shell, node: SyntaxNode, script: LocatedText): readonly LocatedText[] {
  switch (node.type) {
    case 'simple_expansion':
    case 'expansion':
      return parameterWords(shell, node, script).flatMap(splitWords);
    case 'command_substitution':
      return splitWords(expandWord(shell, node, script));
    case 'array':
      return node.children.filter(({ named }) => named).flatMap((child) => expandWords(shell, child, script));
    case 'string': {
      const [only, ...others] = node.children.filter(({ type }) => type !== '"');
      const whole = others.length === 0 && only?.type === 'expansion' && node.text === `"${only.text}"`;
      if (whole && only.text.includes('[@]')) return parameterWords(shell, only, script);
      if (node.text === '"$@"') return shell.variables.get('@') ?? [expandWord(shell, node, script)];
      return [expandWord(shell, node, script)];
    }
    case 'word':
      return expandBraces(expandWord(shell, node, script));
    case 'concatenation': {
      const word = expandWord(shell, node, script);
      return node.children.some(({ type }) => type.includes('string')) ? [word] : expandBraces(word);
    }
    default:
      return [expandWord(shell, node, script)];
  }
}

/** The one text that a part of a command becomes, as between quotes and behind `=`. */
export function expandWord(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const own = sliceText(script, node.start, node.end);
  switch (node.type) {
    case 'raw_string':
      return sliceText(own, 1, Math.max(1, own.text.length - 1));
    case 'ansi_c_string':
      return unescapeAnsi(sliceText(own, 2, Math.max(2, own.text.length - 1)));
    case 'string':
      return expandQuoted(shell, node, script, 1, unescapeQuoted);
    case 'translated_string':
    case 'concatenation':
    case 'command_name':
      return bounded(
        joinTexts(
          node.children.filter(({ type }) => type !== '$').map((part) => expandWord(shell, part, script)),
        ),
        own,
      );
    case 'simple_expansion':
    case 'expansion':
      return spaced(parameterWords(shell, node, script));
    case 'command_substitution':
      return trimEnd(outputOf(shell, node, script));
    case 'process_substitution':
      outputOf(shell, node, script);
      return hole(own, 'is the output of a command');
    case 'arithmetic_expansion':
      forgetCalculated(shell, node.text, own);
      return hole(own, 'is calculated at run time');
    default:
      return unescapeWord(own);
  }
}

/** A heredoc's body, or a here-document's word. */
export function expandHeredoc(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  return expandQuoted(shell, node, script, 0, unescapeHeredoc);
}

/** Everything between the quotes but expansions is text, whatever the grammar calls it: it leaves spaces out of its nodes. */
function expandQuoted(
  shell: Shell,
  node: SyntaxNode,
  script: LocatedText,
  quotes: number,
  plain: (text: LocatedText) => LocatedText,
): LocatedText {
  const parts: LocatedText[] = [];
  let from = node.start + quotes;
  for (const child of node.children) {
    if (!child.type.endsWith('expansion') && child.type !== 'command_substitution') continue;
    // The grammar takes the space between two expansions, as in `"$A $B"`, into the second one.
    const start = child.start + child.text.length - child.text.trimStart().length;
    if (start > from) parts.push(plain(sliceText(script, from, start)));
    parts.push(expandWord(shell, { ...child, start }, script));
    from = child.end;
  }
  const end = node.end - quotes;
  if (end > from) parts.push(plain(sliceText(script, from, end)));
  return bounded(joinTexts(parts), sliceText(script, node.start, node.end));
}

/** What the commands of a substitution print; what they set stays theirs. */
function outputOf(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const outputs: LocatedText[] = [];
  const { stdin } = shell;
  for (const child of node.children) {
    if (child.named && child.type !== 'comment') outputs.push(shell.execute(child, script));
  }
  shell.stdin = stdin;
  const output = joinTexts(outputs);
  return { ...output, runs: output.runs.map((run) => asSubstitution(shell, run)) };
}

type Run = LocatedText['runs'][number];

/** A command whose output is unknown, as it is written where its output is a part of a word. */
function asSubstitution(shell: Shell, run: Run): Run {
  const { hole: unknown } = run;
  if (unknown === undefined || shell.understood.has(unknown) || /^[$`]/.test(unknown.text)) return run;
  return { ...run, hole: { ...unknown, text: `$(${unknown.text})` } };
}

/** What `$name` and `${name…}` become. */
function parameterWords(shell: Shell, node: SyntaxNode, script: LocatedText): readonly LocatedText[] {
  const own = sliceText(script, node.start, node.end);
  const nameNode = node.children.find(
    ({ type }) => type === 'variable_name' || type === 'special_variable_name' || type === 'subscript',
  );
  const operator = childOf(node, 'operator')?.text ?? '';
  if (nameNode === undefined) return [hole(own, 'is known at run time only')];
  const [name = ''] = nameNode.text.split('[');
  if (operator === '#' || operator === '!')
    return placesOf(shell, nameNode.text, operator, own) ?? [hole(own, 'is known at run time only')];
  const value = valuesOf(shell, name, nameNode.text);
  const argument = node.children
    .slice(node.children.indexOf(nameNode) + 1)
    .filter(({ field, named }) => field !== 'operator' && named);
  const word = () => joinTexts(argument.map((part) => expandWord(shell, part, script)));
  switch (operator) {
    case '':
      return value ?? [hole(own, `is a variable that nothing sets here`)];
    case ':-':
    case '-':
    case ':=':
    case '=': {
      const empty =
        value === undefined || (operator.startsWith(':') && value.every(({ text }) => text === ''));
      if (!empty) return value;
      // An image build gets variables from Packer; user data runs in an empty environment, so that the default holds.
      if (value === undefined && shell.begun === 'build')
        return [hole(own, 'is a variable that nothing sets here')];
      const fallback = [word()];
      if (operator.endsWith('=')) shell.variables.set(name, fallback);
      return fallback;
    }
    case ':?':
    case '?':
      return value ?? [hole(own, 'is a variable that nothing sets here')];
    case ':+':
    case '+':
      if (value === undefined) return [hole(own, 'depends on a variable that nothing sets here')];
      return value.every(({ text }) => text === '') ? [noText] : [word()];
    case '/':
    case '//': {
      const [pattern, ...by] = argument.map((part) => expandWord(shell, part, script));
      if (value === undefined) return [hole(own, 'is a variable that nothing sets here')];
      return [replaced(own, value[0] ?? noText, pattern ?? noText, joinTexts(by), operator === '//')];
    }
    default:
      return value === undefined
        ? [hole(own, 'is a variable that nothing sets here')]
        : [trimmed(own, value[0] ?? noText, operator, word())];
  }
}

function valuesOf(shell: Shell, name: string, subscript: string): readonly LocatedText[] | undefined {
  const values = shell.variables.get(name);
  const index = indexOf(shell, subscript);
  if (
    values === undefined ||
    subscript.endsWith('[@]') ||
    subscript.endsWith('[*]') ||
    name === '@' ||
    name === '*'
  )
    return values;
  if (subscript.includes('[') && index === undefined) return undefined;
  const one = values[Number(index ?? 0)];
  return one === undefined ? [noText] : [one];
}

/** White space between words, as where `$*` or an array stands between quotes. */
function spaced(words: readonly LocatedText[]): LocatedText {
  return joinTexts(words.flatMap((word, index) => (index === 0 ? [word] : [textAt(word, 0, ' '), word])));
}

function splitWords(text: LocatedText): readonly LocatedText[] {
  if (!/\s/.test(text.text)) return text.text === '' ? [] : [text];
  return [...text.text.matchAll(/\S+/g)].map(({ index, 0: word }) =>
    sliceText(text, index, index + word.length),
  );
}

function trimEnd(text: LocatedText): LocatedText {
  let end = text.text.length;
  while (text.text[end - 1] === '\n') end--;
  return sliceText(text, 0, end);
}

function bounded(text: LocatedText, own: LocatedText): LocatedText {
  return isTooLong(text) ? hole(own, 'gets too long to follow') : text;
}

function hole(own: LocatedText, why: string): LocatedText {
  const text = own.text.length > 60 ? `${own.text.slice(0, 60)}…` : own.text;
  return holeAt(own, 0, { text, why, kind: 'value' });
}
