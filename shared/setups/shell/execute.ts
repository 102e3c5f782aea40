import { joinTexts, type LocatedText, noText, sliceText } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { assign, declare } from './assign.ts';
import { walkBranches } from './branches.ts';
import { callCommand } from './call-command.ts';
import { tryAgain, walkCase, walkFor, walkIf, walkWhile } from './control.ts';
import { forgetCalculated, isArithmetic } from './forget.ts';
import { inputOf, redirectOutput } from './redirects.ts';
import { recordGap, type Shell } from './shell.ts';
import { answerTest } from './test-command.ts';

/** Parts in parts: each costs some ten frames of the stack, of which there are 10,000. */
const deepest = 400;

/** Runs one part of a script; gives what it prints. */
export function execute(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  if (shell.flow !== 'on' || shell.hasStopped || !node.named || node.type === 'comment') return noText;
  if (shell.budget <= 0 || shell.nesting > deepest) {
    const why =
      shell.budget <= 0 ? 'the script runs more commands than are' : 'the script is nested deeper than is';
    recordGap(shell, sliceText(script, node.start, node.end), `From here on ${why} followed.`);
    shell.hasStopped = true;
    return noText;
  }
  const { background } = shell;
  shell.background ||= /^[ \t]{0,9}&(?![&>])/.test(script.text.slice(node.end, node.end + 12));
  shell.nesting++;
  const output = executePart(shell, node, script);
  shell.nesting--;
  shell.background = background;
  return output;
}

function executePart(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  switch (node.type) {
    case 'heredoc_body':
      return noText;
    case 'command':
      return callCommand(shell, node, script);
    case 'variable_assignment':
    case 'variable_assignments':
      assign(shell, node, script);
      return noText;
    case 'declaration_command':
    case 'unset_command':
      declare(shell, node, script);
      return noText;
    case 'redirected_statement':
      return redirected(shell, node, script);
    case 'pipeline':
      return pipeline(
        shell,
        node.children.filter(({ named }) => named),
        script,
      );
    case 'list':
      return list(shell, node, script);
    case 'negated_command': {
      const output = executeAll(shell, node, script);
      shell.status = shell.status === 'yes' ? 'no' : shell.status === 'no' ? 'yes' : 'open';
      return output;
    }
    case 'test_command':
      shell.status = answerTest(shell, node, script);
      return noText;
    case 'if_statement':
      return walkIf(shell, node, script);
    case 'for_statement':
      return walkFor(shell, node, script);
    case 'while_statement':
    case 'c_style_for_statement':
      return walkWhile(shell, node, script);
    case 'case_statement':
      return walkCase(shell, node, script);
    case 'function_definition': {
      const name = node.children.find(({ field }) => field === 'name')?.text;
      const body = node.children.find(({ field }) => field === 'body');
      if (name !== undefined && body !== undefined) shell.functions.set(name, { body, script });
      return noText;
    }
    case 'subshell': {
      let output = noText;
      shell.variables.branch(() => {
        output = executeAll(shell, node, script);
      });
      return endSubshell(shell, output);
    }
    default:
      if (isArithmetic(node)) {
        forgetCalculated(shell, node.text, sliceText(script, node.start, node.end));
        shell.status = 'open';
        return noText;
      }
      return node.named ? executeAll(shell, node, script) : noText;
  }
}

/** `exit` leaves the subshell alone. */
function endSubshell(shell: Shell, output: LocatedText): LocatedText {
  if (shell.flow === 'exit' || shell.flow === 'failed') shell.flow = 'on';
  return output;
}

/** Runs all parts of a group, a `do` block or a whole script. */
export function executeAll(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  return joinTexts(node.children.filter(({ named }) => named).map((child) => execute(shell, child, script)));
}

function pipeline(shell: Shell, parts: readonly SyntaxNode[], script: LocatedText): LocatedText {
  const { stdin } = shell;
  let output = noText;
  parts.forEach((part, index) => {
    if (index > 0) shell.stdin = output;
    output = execute(shell, part, script);
  });
  shell.stdin = stdin;
  return output;
}

function list(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const [left, right] = node.children.filter(({ named, type }) => named && type !== 'comment');
  const operator = node.children.find(({ type }) => type === '&&' || type === '||')?.type;
  const { otherwise } = shell;
  const negates = left?.text.includes('!') === true;
  shell.otherwise = negates === (operator === '&&') ? (right?.text ?? '') : '';
  const triesAgain = operator === '||' && /\b(dnf|yum|rpm|retry)\b/.test(right?.text ?? '');
  const run = (part: SyntaxNode) => execute(shell, part, script);
  const first = left === undefined ? noText : triesAgain ? tryAgain(shell, () => run(left)) : run(left);
  shell.otherwise = otherwise;
  if (right === undefined || operator === undefined) return first;
  return joinTexts([
    first,
    continueWith(
      shell,
      operator,
      () => (triesAgain ? tryAgain(shell, () => run(right)) : run(right)),
      script,
      right,
    ),
  ]);
}

/** Runs what stands behind `&&` or `||`, as far as the status before it is known. */
function continueWith(
  shell: Shell,
  operator: string,
  run: () => LocatedText,
  script: LocatedText,
  node: SyntaxNode,
): LocatedText {
  const goesOn = operator === '&&' ? 'yes' : 'no';
  const { status } = shell;
  if (status === goesOn || (status === 'likely' && operator === '&&')) return run();
  if (status === 'yes' || status === 'no' || shell.flow !== 'on') return noText;
  let output = noText;
  walkBranches(
    shell,
    sliceText(script, node.start, node.end),
    [
      () => {
        output = run();
      },
    ],
    false,
  );
  shell.status = status === 'likely' && operator === '||' ? 'likely' : 'open';
  return output;
}

/** The grammar hangs a redirection on a whole list or pipeline; it belongs to the last command of it. */
function redirected(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const body = node.children.find(({ field }) => field === 'body');
  const redirects = node.children.filter(({ field }) => field === 'redirect');
  if (body?.type === 'list' || body?.type === 'pipeline') {
    const last = body.children.findLastIndex(({ named }) => named);
    const inner = body.children[last];
    if (inner !== undefined) {
      const wrapped = { ...node, start: inner.start, children: [{ ...inner, field: 'body' }, ...redirects] };
      return execute(shell, { ...body, end: node.end, children: body.children.with(last, wrapped) }, script);
    }
  }
  const at = sliceText(script, node.start, node.end);
  const { stdin } = shell;
  const input = inputOf(shell, redirects, script);
  if (input !== undefined) shell.stdin = input;
  const heredoc = redirects.find(({ type }) => type === 'heredoc_redirect');
  const words = heredoc?.children.filter(({ field }) => field === 'argument') ?? [];
  const printed =
    body === undefined
      ? noText
      : execute(
          shell,
          words.length === 0 ? body : { ...body, children: [...body.children, ...words] },
          script,
        );
  shell.stdin = stdin;
  const output = redirectOutput(shell, redirects, script, printed, at);
  return heredoc === undefined ? output : afterHeredoc(shell, heredoc, script, output);
}

/** What stands on the line of `<<` behind it: a pipe, or `&&` and `||`. */
function afterHeredoc(
  shell: Shell,
  heredoc: SyntaxNode,
  script: LocatedText,
  printed: LocatedText,
): LocatedText {
  let output = printed;
  const pipe = heredoc.children.find(({ type }) => type === 'pipeline');
  if (pipe !== undefined) {
    const { stdin } = shell;
    shell.stdin = output;
    output = pipeline(
      shell,
      pipe.children.filter(({ named }) => named),
      script,
    );
    shell.stdin = stdin;
  }
  const operator = heredoc.children.find(({ field }) => field === 'operator')?.type;
  const right = heredoc.children.find(({ field }) => field === 'right');
  if (operator === undefined || right === undefined) return output;
  return joinTexts([
    output,
    continueWith(shell, operator, () => execute(shell, right, script), script, right),
  ]);
}
