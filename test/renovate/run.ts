import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFeed } from '../../cli/serve.ts';

/*
 * npm run test:renovate
 *
 * Renovate itself finds an update through the feed, with the very examples of docs/api.md. Renovate is 500 packages large:
 * it is installed below node_modules/.cache at the first run, or taken from the folder that RENOVATE_PREFIX names.
 */

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const version = '44.121.2';
const pinned = 'v20260114';
const newest = 'v20260224';

const program = await installed(process.env['RENOVATE_PREFIX'] ?? join(root, 'node_modules/.cache/renovate'));
if (program === undefined) console.log('SKIPPED: Renovate cannot be installed here, so nothing was tested.');
else await findUpdate(program);

/** Renovate's program; `undefined` where no registry has it. */
async function installed(prefix: string): Promise<string | undefined> {
  const file = join(prefix, 'node_modules/renovate/dist/renovate.js');
  if (existsSync(file)) return file;
  await mkdir(prefix, { recursive: true });
  const install = ['install', '--prefix', prefix, '--no-save', '--ignore-scripts', `renovate@${version}`];
  try {
    await run('npm', install, { timeout: 600_000 });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  return existsSync(file) ? file : undefined;
}

async function findUpdate(file: string): Promise<void> {
  const feed = await startFeed(undefined, 0);
  const repository = await mkdtemp(join(tmpdir(), 'amiwatch-renovate-'));
  try {
    const docs = await readFile(join(root, 'docs/api.md'), 'utf8');
    const config = exampleIn(docs, 'json', 'customDatasources').replaceAll(
      'https://RELEASES.EXAMPLE.COM',
      feed.url,
    );
    const nodeClass = exampleIn(docs, 'yaml', 'EC2NodeClass').replace(/@v\d{8}/, `@${pinned}`);
    await writeFile(join(repository, 'renovate.json'), config);
    await writeFile(join(repository, 'node-class.yaml'), nodeClass);
    // Renovate looks at what git knows of.
    await run('git', ['init', '--quiet'], { cwd: repository });
    await run('git', ['add', '--all'], { cwd: repository });
    const report = join(repository, 'report.json');
    const args = [
      file,
      '--platform=local',
      '--report-type=file',
      `--report-path=${report}`,
      '--onboarding=false',
    ];
    const env = {
      PATH: process.env['PATH'],
      HOME: repository,
      LOG_LEVEL: 'warn',
      RENOVATE_X_IGNORE_RE2: 'true',
    };
    await run(process.execPath, args, { cwd: repository, env, timeout: 300_000 });
    const found = updatesIn(await readFile(report, 'utf8'));
    const wanted = `AL2023_x86_64_STANDARD/1.33 ${pinned} → ${newest}`;
    if (!found.includes(wanted))
      throw new Error(`Renovate should have found ${wanted}, and found: ${found.join(', ') || 'nothing'}.`);
    console.log(`Renovate ${version} finds ${wanted}.`);
  } finally {
    await feed.stop();
    await rm(repository, { recursive: true });
  }
}

/** The example of the documentation that has this word in it. */
function exampleIn(docs: string, language: string, word: string): string {
  const blocks = docs.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'));
  const found = [...blocks].map(([, text = '']) => text).find((text) => text.includes(word));
  if (found === undefined) throw new Error(`docs/api.md has no example in ${language} with ${word}.`);
  return found;
}

interface Dependency {
  readonly depName?: string;
  readonly packageName?: string;
  readonly currentValue?: string;
  readonly updates?: readonly { readonly newValue?: string }[];
}

/** What a report of Renovate says: `package from → to`. */
function updatesIn(report: string): readonly string[] {
  const found: string[] = [];
  JSON.parse(report, (_, value: unknown) => {
    const { packageName, depName, currentValue, updates = [] } = (value ?? {}) as Dependency;
    if (currentValue !== undefined && Array.isArray(updates))
      for (const { newValue } of updates)
        found.push(`${packageName ?? depName} ${currentValue} → ${newValue}`);
    return value;
  });
  return found;
}
