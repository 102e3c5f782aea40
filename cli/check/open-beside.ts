import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { ReaderContext, SourceText } from '../../shared/setups/reader.ts';
import { isInside } from './list-files.ts';
import { mostBytes, readSourceFile } from './source-file.ts';

/** Opens what a file of the check names beside itself, inside of the bounds and nowhere else, and each file once: `known` are read already. */
export function openBeside(
  bounds: readonly string[],
  cwd: string,
  known: readonly SourceText[] = [],
): ReaderContext['open'] {
  const opened = new Map<string, SourceText | undefined>(known.map((source) => [source.file, source]));
  return (path, from) => {
    // A path from the root is one of the node's, and not one of the machine on which the check runs.
    if (from === '-' || isAbsolute(path)) return undefined;
    const name = join(dirname(from), path);
    if (!opened.has(name)) opened.set(name, readInside(name, bounds, cwd));
    return opened.get(name);
  };
}

/** The files of a folder whose names end in one way, each folder read once. Modules have some ten; of more the first are taken. */
export function filesBeside(open: ReaderContext['open'], cwd: string): ReaderContext['beside'] {
  const folders = new Map<string, readonly SourceText[]>();
  return (ending, from) => {
    if (from === '-') return [];
    const folder = dirname(from);
    const key = `${ending} ${folder}`;
    const known = folders.get(key);
    if (known !== undefined) return known;
    const names = namesIn(resolve(cwd, folder)).filter((name) => name.endsWith(ending));
    const files = names
      .toSorted()
      .slice(0, mostBeside)
      .flatMap((name) => open(name, from) ?? []);
    folders.set(key, files);
    return files;
  };
}

const mostBeside = 100;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readInside(name: string, bounds: readonly string[], cwd: string): SourceText | undefined {
  const path = resolve(cwd, name);
  const status = statSync(path, { throwIfNoEntry: false });
  // A pipe or a device would be waited for.
  if (!status?.isFile() || status.size > mostBytes) return undefined;
  const real = realpathSync(path);
  if (!bounds.some((folder) => isInside(real, folder))) return undefined;
  const read = readSourceFile(real, name);
  return read.is === 'text' ? read.source : undefined;
}
