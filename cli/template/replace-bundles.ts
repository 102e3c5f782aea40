import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const bundle = /^[a-z]+-[0-9a-f]{16}\.zip$/;

/** Writes a template and its bundles. Bundles of another day must not be taken for today's; what others have put there stays. */
export async function replaceBundles(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (bundle.test(name)) await rm(join(folder, name));
  for (const [name, content] of files) await writeFile(join(folder, name), content);
}
