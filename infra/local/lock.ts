import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process works on the same data directory. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
}

/**
 * Takes a directory for this process alone and gives the function that frees it. The lock is SQLite's lock on the file
 * `lock`, which the operating system drops when the process ends in any way, so that no stale lock can remain.
 *
 * @throws DirectoryInUseError that names the directory, when another process (or another start in this one) has it.
 */
export function lockDirectory(directory: string): () => void {
  const database = new DatabaseSync(join(directory, 'lock'));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    const locked = cause instanceof Error && cause.message.includes('locked');
    if (!locked) throw cause;
    throw new DirectoryInUseError(
      `The data directory ${directory} is in use by another process. Stop that one first.`,
      { cause },
    );
  }
  return () => database.close();
}
