import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxParser } from './syntax.ts';

/**
 * Parsers recover from errors by trying. They tell of their progress now and then, some 7 times a kilobyte; a text that makes one try
 * for longer than this is not for reading. Counting instead of a clock gives the same answer on a slow machine.
 */
const mostProgress = (length: number): number => 1000 + length / 20;

/** Readers walk a tree by recursion. People nest some 20 levels, and 400 leave room on any stack. */
const deepest = 400;

/**
 * Starts tree-sitter and gives what makes a parser of a grammar. A stage opens no file: both are handed in as WebAssembly.
 *
 * @param runtime `web-tree-sitter.wasm` of the package web-tree-sitter.
 */
export async function startParsers(
  runtime: Uint8Array,
): Promise<(grammar: Uint8Array) => Promise<SyntaxParser>> {
  await Parser.init({ wasmBinary: runtime });
  return async (grammar) => {
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    return { parse: (text) => parse(parser, text) };
  };
}

function parse(parser: Parser, text: string): SyntaxNode | undefined {
  let progress = 0;
  const most = mostProgress(text.length);
  const tree = parser.parse(text, null, { progressCallback: () => ++progress > most });
  if (tree === null) {
    parser.reset();
    return undefined;
  }
  const cursor = tree.walk();
  try {
    return copyOf(cursor, text, 0);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** The tree as plain values: the parser's own lives outside of JavaScript's memory, and every step in it is a call. */
function copyOf(cursor: TreeCursor, text: string, depth: number): SyntaxNode | undefined {
  if (depth > deepest) return undefined;
  const children: SyntaxNode[] = [];
  if (cursor.gotoFirstChild()) {
    do {
      const child = copyOf(cursor, text, depth + 1);
      if (child === undefined) return undefined;
      children.push(child);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  const { nodeType: type, startIndex: start, endIndex: end } = cursor;
  return {
    type,
    text: text.slice(start, end),
    start,
    end,
    field: cursor.currentFieldName ?? undefined,
    named: cursor.nodeIsNamed,
    broken: cursor.nodeIsMissing || type === 'ERROR',
    children,
  };
}
