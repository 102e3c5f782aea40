/** Settings that cannot be deployed. The message names the file, and each key with its line and what it takes. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // The file is wrong and not the program; `osls` would print a page of its own frames below the lines that matter.
    this.stack = `${this.name}: ${message}`;
  }
}
