import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceBundles } from '../../cli/template/replace-bundles.ts';

const bundle = (digit: string) => `poll-${digit.repeat(16)}.zip`;

test('a new template takes the place of older bundles, and of nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-dist-'));
  try {
    for (const name of [bundle('0'), 'sbom.json', 'poll.zip', 'amiwatch.template.json'])
      await writeFile(join(folder, name), 'older');
    const files = { [bundle('1')]: 'newer', 'amiwatch.template.json': 'newer' };
    await replaceBundles(
      folder,
      new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
    );
    const names = await readdir(folder);
    const there = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
    expect(Object.fromEntries(await Promise.all(there))).toEqual({
      ...files,
      'sbom.json': 'older',
      'poll.zip': 'older',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
