import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from './environment.ts';

/**
 * Where the watcher keeps what it has seen, unless it is told otherwise: `amiwatch` in the folder for state.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder({ XDG_STATE_HOME: given = '' }: Environment): string {
  // The specification has a relative path ignored.
  return join(isAbsolute(given) ? given : join(homedir(), '.local', 'state'), 'amiwatch');
}
