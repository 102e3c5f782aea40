import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SyntaxParser } from '../../shared/setups/syntax.ts';
import { startParsers } from '../../shared/setups/tree-sitter.ts';

const { resolve } = createRequire(import.meta.url);

/** Parsers of shell scripts and of HCL, loaded from the packages' own WebAssembly. */
export async function loadSyntax(): Promise<{ readonly shell: SyntaxParser; readonly hcl: SyntaxParser }> {
  const [runtime, bash, grammarOfHcl] = await Promise.all([
    readFile(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readFile(resolve('tree-sitter-bash/tree-sitter-bash.wasm')),
    readFile(resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')),
  ]);
  const parserOf = await startParsers(runtime);
  const [shell, hcl] = await Promise.all([parserOf(bash), parserOf(grammarOfHcl)]);
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
