/** The command line asks for something that does not exist; the message says what does. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The sentence of an error of the file system or the network, without Node's trimmings. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Exit codes of every command. */
export const exitCodes = {
  ok: 0,
  /** Something that the caller asked to fail on was found. */
  found: 1,
  /** The command line, or a file that it names, is wrong. */
  usage: 2,
  /** amiwatch itself failed (sysexits' EX_SOFTWARE); the message says how. */
  crashed: 70,
} as const;
