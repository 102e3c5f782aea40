import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Measurement } from './measurement.ts';
import { median } from './statistics.ts';

const run = promisify(execFile);
const handler = join(import.meta.dirname, '../functions/poll/handler.ts');
const starts = 11;

/** How long the poll's bundle takes to load, with the knowledge base and with an empty one: what the entries cost a cold start. */
export async function measureColdStart(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-'));
  try {
    const [full, empty] = [join(folder, 'full.mjs'), join(folder, 'empty.mjs')];
    await bundle(full, true);
    await bundle(empty, false);
    const times: Record<string, number[]> = { [full]: [], [empty]: [] };
    // By turns, so that a busy moment of the machine meets both; the first round warms the disk's cache.
    for (let round = 0; round <= starts; round++) {
      for (const file of [full, empty]) {
        const ms = await load(file);
        if (round > 0) times[file]?.push(ms);
      }
    }
    const ratio = median(times[full] ?? []) / median(times[empty] ?? []);
    return [
      {
        id: 'cold-start-entries-ratio',
        what: "loading the poll's bundle with all behaviour changes, against none",
        value: ratio,
        unit: '×',
        promise: 'not seen',
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundle(outfile: string, withEntries: boolean): Promise<void> {
  await build({
    entryPoints: [handler],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
    plugins: [
      {
        name: 'without-entries',
        setup: ({ onLoad }) => {
          onLoad({ filter: /behaviour-changes\.generated\.json$/ }, () =>
            withEntries ? undefined : { contents: '[]', loader: 'json' },
          );
        },
      },
    ],
  });
}

/** Milliseconds in a process of its own, from before the import to after it. The handler fails without its environment: that is the same for both. */
async function load(file: string): Promise<number> {
  const script = `const t=performance.now();await import(${JSON.stringify(file)}).catch(()=>{});console.log(performance.now()-t)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  return Number(stdout);
}
