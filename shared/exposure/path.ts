/** The path without doubled slashes, and without `/`, `/.` or `/*` at its end: `/mnt//data/.` is /mnt/data. */
export function tidyPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.at(-1) === '*') parts.pop();
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** Whether the path is the directory or in it; both are tidy. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || directory === '/' || path.startsWith(`${directory}/`);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}
