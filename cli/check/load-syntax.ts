import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxParser } from '../../shared/setups/syntax.ts';

const { resolve } = createRequire(import.meta.url);

/**
 * Parsers recover from errors by trying. They tell of their progress now and then, some 7 times a kilobyte; a text that makes one try
 * for longer than this is not for reading. Counting instead of a clock gives the same answer on a slow machine.
 */
const mostProgress = (length: number): number => 1000 + length / 20;

/** Readers walk a tree by recursion. People nest some 20 levels, and 400 leave room on any stack. */
const deepest = 400;

/** Parsers of shell scripts and of HCL, loaded from the packages' own WebAssembly. */
export async function loadSyntax(): Promise<{ readonly shell: SyntaxParser; readonly hcl: SyntaxParser }> {
  await Parser.init();
  const [shell, hcl] = await Promise.all([
    loadParser('tree-sitter-bash/tree-sitter-bash.wasm'),
    loadParser('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm'),
  ]);
  return { shell, hcl: { parse: (text) => (seeksTooMuch(text) ? undefined : hcl.parse(text)) } };
}

/** Steps that the scanner of comments may take in vain: a tenth of a second. */
const mostSought = 50_000_000;

/**
 * Whether ends of comments would be sought for too long: at each `/*` that none follows, the scanner reads to the end of the text,
 * between two calls of the progress. In texts that people write these are globs in quotes, a few of them.
 */
function seeksTooMuch(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('/*', text.lastIndexOf('*/') + 1); at !== -1; at = text.indexOf('/*', at + 2)) {
    count += 1;
  }
  return count * text.length > mostSought;
}

async function loadParser(wasm: string): Promise<SyntaxParser> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(await readFile(resolve(wasm))));
  return {
    parse: (text) => {
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
    },
  };
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
