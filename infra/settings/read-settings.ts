import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSettings } from './parse-settings.ts';
import type { Settings } from './schema.ts';
import { SettingsError } from './settings-error.ts';

/** Read when it is there; AMIWATCH_SETTINGS names another file, which must be there. */
export const usualSettingsFile = 'amiwatch.yaml';

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
  const file = named || usualSettingsFile;
  const path = resolve(folder, file);
  try {
    return parseSettings(readFileSync(path, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof SettingsError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && !named) return parseSettings('', file);
    throw new SettingsError(
      named
        ? `${file}, which AMIWATCH_SETTINGS names, ${isMissing ? 'is not there' : `cannot be read: ${String(cause)}`}. It is looked for at ${path}. Name a file of settings, or leave AMIWATCH_SETTINGS out: ${usualSettingsFile} counts then, where there is one.`
        : `${file} has the settings, and cannot be read: ${String(cause)}. Make it readable, or take it away: every setting has a value without it.`,
      { cause },
    );
  }
}
