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

/** The known words nearest to the given one, best first: those that begin with it, then by how many letters have to change. */
export function nearest(word: string, known: readonly string[], most = 3): readonly string[] {
  const wanted = word.toLowerCase();
  return known
    .map((candidate) => {
      const begins = wanted !== '' && candidate.toLowerCase().startsWith(wanted);
      return { candidate, distance: begins ? 0 : distanceOf(wanted, candidate.toLowerCase()) };
    })
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance; of a very long word only the beginning counts. */
function distanceOf(long: string, b: string): number {
  const a = long.slice(0, 64);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
