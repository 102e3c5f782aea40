/** Settings that cannot be deployed. The message names the file, and each key with its line and what it takes. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
