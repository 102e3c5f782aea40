import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSettings } from './parse-settings.ts';
import type { Settings } from './schema.ts';
import { SettingsError } from './settings-error.ts';

/** Read when it is there; AMIWATCH_SETTINGS names another file, which must be there. */
const usualFile = 'amiwatch.yaml';

/**
 * The settings of the deployment that is made from this folder.
 *
 * @throws SettingsError with everything that is wrong with them.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Settings {
  const named = environment['AMIWATCH_SETTINGS']?.trim();
  const file = named || usualFile;
  try {
    return parseSettings(readFileSync(resolve(folder, file), 'utf8'), file);
  } catch (cause) {
    if (cause instanceof SettingsError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && !named) return parseSettings('', file);
    throw new SettingsError(
      `${file}, which ${named ? 'AMIWATCH_SETTINGS names' : 'has the settings'}, cannot be read: ${String(cause)}`,
      { cause },
    );
  }
}
