import { holeAt, isKnown, joinTexts, type LocatedText, noText, sliceText, textAt } from '../located-text.ts';
import type { SyntaxNode } from '../syntax.ts';
import { type Way, walkBranches } from './branches.ts';
import { expandWord, expandWords } from './expand.ts';
import { forgetAssigned, forgetCalculated } from './forget.ts';
import { walkSearch } from './search-loop.ts';
import type { Shell, Status } from './shell.ts';

/** Constant words that a loop is walked for one by one: disks and settings, not hosts of a list. */
const mostRounds = 24;

/** One `if` or `elif`: what it asks, and what it then does. */
interface Clause {
  readonly condition: readonly SyntaxNode[];
  readonly body: readonly SyntaxNode[];
}

/** `if`: a condition that is known leads one way, the others all ways. */
export function walkIf(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const clauses = [node, ...node.children.filter(({ type }) => type === 'elif_clause')].map(clauseOf);
  const otherwise = node.children.find(({ type }) => type === 'else_clause');
  const rest = otherwise?.children.filter(({ named }) => named);
  return walkClauses(shell, clauses, rest, script, sliceText(script, node.start, node.end));
}

function clauseOf(node: SyntaxNode): Clause {
  const then = node.children.findIndex(({ type }) => type === 'then');
  const isPart = ({ named, type }: SyntaxNode) => named && type !== 'elif_clause' && type !== 'else_clause';
  return {
    condition: node.children.slice(0, then).filter(isPart),
    body: node.children.slice(then).filter(isPart),
  };
}

function walkClauses(
  shell: Shell,
  clauses: readonly Clause[],
  otherwise: readonly SyntaxNode[] | undefined,
  script: LocatedText,
  at: LocatedText,
): LocatedText {
  const [clause, ...others] = clauses;
  if (clause === undefined) return otherwise === undefined ? noText : all(shell, otherwise, script);
  const outer = shell.otherwise;
  const negates = clause.condition.some(({ text }) => text.includes('!'));
  const absent = negates ? clause.body : others.length > 0 ? [] : (otherwise ?? []);
  shell.otherwise = absent.map(({ text }) => text).join('\n');
  const asked = all(shell, clause.condition, script);
  shell.otherwise = outer;
  if (shell.flow !== 'on') return asked;
  if (shell.status === 'yes') return joinTexts([asked, all(shell, clause.body, script)]);
  if (shell.status === 'no') return joinTexts([asked, walkClauses(shell, others, otherwise, script, at)]);
  const outputs: LocatedText[] = [asked];
  const ways: readonly Way[] = [
    () => outputs.push(all(shell, clause.body, script)),
    () => outputs.push(walkClauses(shell, others, otherwise, script, at)),
  ];
  walkBranches(shell, at, ways, true);
  shell.status = 'open';
  return conditional(outputs, at);
}

/** `for` over constant words is walked word by word, over others once, with an unknown word. */
export function walkFor(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const at = sliceText(script, node.start, node.end);
  const name = node.children.find(({ field }) => field === 'variable')?.text ?? '_';
  const body = node.children.filter(({ field }) => field === 'body');
  if (walkSearch(shell, node, script, at)) return noText;
  const words = node.children
    .filter(({ field }) => field === 'value')
    .flatMap((value) => expandWords(shell, value, script));
  const round = () => all(shell, body, script);
  const rounds = endsEarly(body) ? () => tryAgain(shell, round) : round;
  const constant =
    words.length > 0 &&
    words.length <= mostRounds &&
    words.every((word) => isKnown(word) && !/[*?[]/.test(word.text));
  if (constant) {
    const { certain } = shell;
    const outputs = words.map((word) => {
      shell.variables.set(name, [word]);
      return leaveLoop(shell, rounds);
    });
    shell.certain = certain && !shell.mayHaveEnded;
    return joinTexts(outputs);
  }
  const hole = { text: `$${name}`, why: 'takes one value after the other', kind: 'value' } as const;
  return maybe(shell, at, () => {
    forgetAssigned(shell, body, at);
    shell.variables.set(name, [joinTexts([folderOf(words), holeAt(at, 0, hole)])]);
    return rounds();
  });
}

/** What a loop over one pattern knows of each name: `/etc/cni/` of `/etc/cni/*.conf`. */
function folderOf([word, ...others]: readonly LocatedText[]): LocatedText {
  if (word === undefined || others.length > 0 || !isKnown(word)) return noText;
  return sliceText(word, 0, word.text.search(/[^/]*[*?[]/));
}

/** `while`, `until` and the counting `for`: what they ask is done once at least, the rest perhaps. */
export function walkWhile(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const at = sliceText(script, node.start, node.end);
  const counted = countOf(shell, at);
  if (counted !== undefined) return walkCounted(shell, node, script, at, counted);
  const conditions = node.children.filter(({ field, named }) => named && field === 'condition');
  const body = node.children.filter(({ field }) => field === 'body');
  const again = /^until\b|^while\s+!/.test(at.text) || isRetry(body);
  const ask = () => (node.type === 'while_statement' ? all(shell, conditions, script) : noText);
  const asked = again ? tryAgain(shell, ask) : ask();
  const output = maybe(shell, at, () => {
    if (node.type === 'c_style_for_statement')
      forgetCalculated(shell, at.text.slice(0, at.text.indexOf('))')), at);
    forgetAssigned(shell, body, at);
    const run = () => leaveLoop(shell, () => all(shell, body, script));
    return again ? tryAgain(shell, run) : run();
  });
  shell.status = 'yes';
  return joinTexts([asked, output]);
}

/** A loop that ends early does one thing until it works. */
function endsEarly(body: readonly SyntaxNode[]): boolean {
  return body.some(({ text }) => /\b(break|return)\b/.test(text));
}

/** So does one that waits between its rounds, which it does not count by words. */
function isRetry(body: readonly SyntaxNode[]): boolean {
  return endsEarly(body) || body.some(({ text }) => /\bsleep\b/.test(text));
}

/** Runs what is run again where it fails. */
export function tryAgain(shell: Shell, run: () => LocatedText): LocatedText {
  const { retried } = shell;
  shell.retried = true;
  const output = run();
  shell.retried = retried;
  return output;
}

interface Count {
  readonly name: string;
  readonly rounds: number;
}

/** `for ((i = 0; i < 3; i++))`, and `i < ${#list[@]}` of a list that is known. */
function countOf(shell: Shell, at: LocatedText): Count | undefined {
  const head = at.text.slice(0, 200).replaceAll(/\s+/g, '');
  const [, name = '', , bound = ''] =
    /^for\(\(([A-Za-z_]\w*)=0;(\1)<([^;]{1,80});(?:\1\+\+|\+\+\1)\)\)/.exec(head) ?? [];
  const list = /^\$\{#(\w+)\[[@*]\]\}$/.exec(bound)?.[1];
  const items = list === undefined ? undefined : shell.variables.get(list);
  const rounds = items?.every(isKnown) ? items.length : /^\d+$/.test(bound) ? Number(bound) : mostRounds + 1;
  return name === '' || rounds > mostRounds ? undefined : { name, rounds };
}

function walkCounted(
  shell: Shell,
  node: SyntaxNode,
  script: LocatedText,
  at: LocatedText,
  { name, rounds }: Count,
): LocatedText {
  const body = node.children.filter(({ field }) => field === 'body');
  const { certain } = shell;
  const outputs = Array.from({ length: rounds }, (_, index) => {
    shell.variables.set(name, [textAt(at, 0, String(index))]);
    const round = () => leaveLoop(shell, () => all(shell, body, script));
    return isRetry(body) ? tryAgain(shell, round) : round();
  });
  shell.certain = certain && !shell.mayHaveEnded;
  shell.status = 'yes';
  return joinTexts(outputs);
}

function leaveLoop(shell: Shell, run: () => LocatedText): LocatedText {
  const output = run();
  if (shell.flow === 'break') shell.flow = 'on';
  return output;
}

/** Walks something that may not run. */
function maybe(shell: Shell, at: LocatedText, run: () => LocatedText): LocatedText {
  let output = noText;
  const { certain } = shell;
  walkBranches(
    shell,
    at,
    [
      () => {
        output = leaveLoop(shell, run);
      },
    ],
    false,
  );
  shell.certain = certain && !shell.mayHaveEnded;
  return conditional([output], at);
}

/** `case`: a known word against patterns without wildcards leads one way. */
export function walkCase(shell: Shell, node: SyntaxNode, script: LocatedText): LocatedText {
  const at = sliceText(script, node.start, node.end);
  const subject = node.children.find(({ field }) => field === 'value');
  const word = subject === undefined ? noText : expandWord(shell, subject, script);
  const outputs: LocatedText[] = [];
  const ways: Way[] = [];
  let complete = false;
  for (const item of node.children.filter(({ type }) => type === 'case_item')) {
    const patterns = item.children.filter(({ field }) => field === 'value');
    const close = item.children.findIndex(({ type }) => type === ')');
    const body = item.children.slice(close + 1).filter(({ named }) => named);
    const match = matches(
      word,
      patterns.map((pattern) => unquoted(pattern.text)),
    );
    if (match === 'no') continue;
    const way = () => outputs.push(all(shell, body, script));
    if (match === 'yes') complete = true;
    if (match === 'yes' && ways.length === 0) {
      way();
      return joinTexts(outputs);
    }
    ways.push(way);
    if (complete) break;
  }
  walkBranches(shell, at, ways, complete);
  return conditional(outputs, at);
}

function matches(word: LocatedText, patterns: readonly string[]): Status {
  if (patterns.includes('*')) return 'yes';
  if (!isKnown(word)) return 'open';
  if (patterns.includes(word.text)) return 'yes';
  return patterns.some((pattern) => /[*?[$(]/.test(pattern)) ? 'open' : 'no';
}

function unquoted(text: string): string {
  return text.replaceAll(/["']/g, '');
}

function all(shell: Shell, nodes: readonly SyntaxNode[], script: LocatedText): LocatedText {
  return joinTexts(nodes.map((node) => shell.execute(node, script)));
}

/** What branches print is known only if they print nothing. */
function conditional(outputs: readonly LocatedText[], at: LocatedText): LocatedText {
  if (outputs.every(({ text }) => text === '')) return noText;
  const text = at.text.slice(0, 60);
  return holeAt(at, 0, { text, why: 'depends on a condition', kind: 'value' });
}
