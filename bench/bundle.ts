import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A program in one file. */
export interface Bundle {
  readonly file: string;
  readonly remove: () => Promise<void>;
}

/** Bundles a program as the functions are for their deployment: loading and stripping sources takes memory of its own. */
export async function bundle(program: string): Promise<Bundle> {
  const directory = await mkdtemp(join(tmpdir(), 'amiwatch-bench-'));
  const file = join(directory, 'program.mjs');
  await build({
    entryPoints: [program],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return { file, remove: () => rm(directory, { recursive: true, force: true }) };
}
