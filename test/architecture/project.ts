import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface ProjectFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly source: string;
}

/** Every file that is, or is about to be, under version control. */
export function projectFiles(): readonly ProjectFile[] {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = execFileSync('git', listing, { cwd: root, encoding: 'utf8' });
  return output
    .split('\0')
    .filter((path) => path !== '' && statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
}
