import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { startParsers } from '../../shared/setups/tree-sitter.ts';

const { resolve } = createRequire(import.meta.url);

/** EC2 takes 16 KB of user data; packed ones that become more than this are no user data. */
const mostBytes = 1_000_000;

/** What readers of user data need. The grammar stands beside the bundle, under the path that it has in the package. */
export async function loadReaderContext(): Promise<ReaderContext> {
  const [runtime, bash] = await Promise.all([
    readFile(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readFile(resolve('tree-sitter-bash/tree-sitter-bash.wasm')),
  ]);
  const parserOf = await startParsers(runtime);
  return {
    shell: await parserOf(bash),
    // No node reads HCL, and user data stands by itself.
    hcl: { parse: () => undefined },
    open: () => undefined,
    beside: () => [],
    gunzip: (bytes) => {
      try {
        return gunzipSync(bytes, { maxOutputLength: mostBytes });
      } catch {
        return undefined;
      }
    },
  };
}
