import { isKnown, type LocatedText } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { expandWord } from './expand.ts';
import { fileKey, mayImageHave, readFile } from './files.ts';
import type { Shell, Status } from './shell.ts';

/** What `[ … ]` and `[[ … ]]` answer, as far as it can be known. */
export function answerTest(shell: Shell, node: SyntaxNode, script: LocatedText): Status {
  const parts = node.children.filter(({ named }) => named);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? answer(shell, only, script) : 'open';
}

function answer(shell: Shell, node: SyntaxNode, script: LocatedText): Status {
  switch (node.type) {
    case 'parenthesized_expression':
      return answerTest(shell, node, script);
    case 'unary_expression':
      return unary(shell, node, script);
    case 'binary_expression':
      return binary(shell, node, script);
    default: {
      const word = expandWord(shell, node, script);
      return isKnown(word) ? yesOrNo(word.text !== '') : 'open';
    }
  }
}

function unary(shell: Shell, node: SyntaxNode, script: LocatedText): Status {
  const [operator, operand] = node.children;
  if (operator === undefined || operand === undefined) return 'open';
  if (operator.text === '!') return negated(answer(shell, operand, script));
  const word = expandWord(shell, operand, script);
  if (operator.text === '-z') return isKnown(word) ? yesOrNo(word.text === '') : 'open';
  if (operator.text === '-n') return isKnown(word) ? yesOrNo(word.text !== '') : 'open';
  if (!/^-[fes]$/.test(operator.text)) return 'open';
  const content = readFile(shell, word);
  if (content === undefined) return makesItself(shell, word, operand.text) ? 'no' : 'open';
  return operator.text !== '-s' ? 'yes' : isKnown(content) ? yesOrNo(content.text !== '') : 'open';
}

/** Whether the script makes the file itself where it is not there, and a new node has none: then it is not there. */
function makesItself(shell: Shell, path: LocatedText, written: string): boolean {
  if (!isKnown(path) || mayImageHave(fileKey(shell, path))) return false;
  return ['touch ', '> ', '>', 'tee ', 'tee -a '].some((verb) => {
    const at = shell.otherwise.indexOf(verb + written);
    return at !== -1 && /^(\s|;|$)/.test(shell.otherwise.slice(at + verb.length + written.length));
  });
}

function binary(shell: Shell, node: SyntaxNode, script: LocatedText): Status {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined) return 'open';
  if (operator.text === '&&' || operator.text === '-a') {
    const both = [answer(shell, left, script), answer(shell, right, script)];
    return both.includes('no') ? 'no' : both.includes('open') ? 'open' : 'yes';
  }
  if (operator.text === '||' || operator.text === '-o') {
    const either = [answer(shell, left, script), answer(shell, right, script)];
    return either.includes('yes') ? 'yes' : either.includes('open') ? 'open' : 'no';
  }
  if (!['=', '==', '!=', '-eq', '-ne'].includes(operator.text)) return 'open';
  const [one, other] = [expandWord(shell, left, script), expandWord(shell, right, script)];
  if (!isKnown(one) || !isKnown(other) || /[*?[]/.test(other.text)) return 'open';
  const equal = one.text === other.text;
  return yesOrNo(operator.text === '!=' || operator.text === '-ne' ? !equal : equal);
}

function yesOrNo(holds: boolean): Status {
  return holds ? 'yes' : 'no';
}

function negated(status: Status): Status {
  return status === 'yes' ? 'no' : status === 'no' ? 'yes' : 'open';
}
