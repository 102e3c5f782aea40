import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const page = join(import.meta.dirname, '../functions/feed/page');

/** Where the compiled files of the page are kept. */
export const pageAssetsPath = join(page, 'assets.generated.json');

/** Bundles what the page loads, as text to be kept: a file goes by the hash of what is in it. */
export async function renderPageAssets(): Promise<string> {
  const [style, script] = await Promise.all([bundled('page.css'), bundled('page.ts')]);
  const icon = (await readFile(join(page, 'browser/icon.svg'), 'utf8')).trim();
  const assets = {
    style: assetOf('css', 'text/css; charset=utf-8', style),
    script: assetOf('js', 'text/javascript; charset=utf-8', script),
    icon: assetOf('svg', 'image/svg+xml', icon),
  };
  return `${JSON.stringify(assets, null, 2)}\n`;
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(page, 'browser', file)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    // Browsers of the last two years; a laptop of a company is seldom older.
    target: ['chrome118', 'firefox118', 'safari17'],
  });
  return outputFiles[0]?.text ?? '';
}

function assetOf(ending: string, type: string, body: string) {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 8);
  return { name: `page.${hash}.${ending}`, type, body };
}
