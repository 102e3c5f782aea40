import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { reasonOf, UsageError } from '../usage-error.ts';

/** A file to look at. */
export interface ListedFile {
  /** As messages name it: what was given, and the way from there. */
  readonly name: string;
  readonly path: string;
  /** Named on the command line, so that it is said when nothing is made of it. */
  readonly asked: boolean;
}

/** A file or folder that is left out, and that may matter. */
export interface PassedOver {
  readonly name: string;
  readonly why: string;
}

export interface Listing {
  readonly files: readonly ListedFile[];
  readonly passedOver: readonly PassedOver[];
  /** Real paths of folders in which files may name other files. */
  readonly bounds: readonly string[];
}

/** Copies of other people's files, and what tools keep. */
const skipped: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.terraform', 'node_modules']);

/** A link out of the folder matters only where it looks like something that is read. */
const configuration = /\.(?:c?fg|conf|hcl|ini|json|sh|tf|tftpl|toml|tpl|txt|ya?ml)$/;

/** Every file below the paths, each once, in the order of their names. */
export function listFiles(paths: readonly string[], cwd: string): Listing {
  const found = new Map<string, ListedFile>();
  const passedOver: PassedOver[] = [];
  const bounds = new Set<string>();
  for (const given of paths) {
    const path = resolve(cwd, given);
    const isFolder = isFolderAt(path, given);
    const real = realpathSync(path);
    bounds.add(isFolder ? real : boundsOf(real, cwd));
    if (isFolder) walk(real, given, real);
    else if (!found.has(real)) found.set(real, { name: join(given), path, asked: true });
  }
  return { files: [...found.values()], passedOver, bounds: [...bounds] };

  function walk(folder: string, name: string, root: string): void {
    for (const entry of entriesOf(folder, name)) {
      const path = join(folder, entry.name);
      const shown = join(name, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(path, shown, root);
      } else if (entry.isFile()) {
        if (!found.has(path)) found.set(path, { name: shown, path, asked: false });
      } else if (entry.isSymbolicLink() && leadsOut(path, root) && configuration.test(extname(entry.name))) {
        passedOver.push({ name: shown, why: 'The symbolic link leads out of what is checked.' });
      }
    }
  }

  function entriesOf(folder: string, name: string): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      passedOver.push({ name, why: `The folder cannot be read: ${reasonOf(error)}.` });
      return [];
    }
  }
}

function isFolderAt(path: string, given: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new UsageError(`Cannot check ${JSON.stringify(given)}: ${reasonOf(error)}.`);
  }
}

/** What a single file names beside itself is found from where one stands; elsewhere only its own folder is open. */
function boundsOf(file: string, cwd: string): string {
  const here = realpathSync(cwd);
  return isInside(file, here) ? here : dirname(file);
}

/** What a link inside of the folder leads to is read where it stands; one that leads nowhere has nothing to read. */
function leadsOut(link: string, root: string): boolean {
  try {
    return !isInside(realpathSync(link), root);
  } catch {
    return false;
  }
}

/** Whether a path is the folder or in it; both are real. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
