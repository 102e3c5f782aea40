import type { Step } from '../setups/setup.ts';
import { baseName } from './path.ts';
import { allOf, type Truth } from './truth.ts';

export type Run = Extract<Step, { does: 'run' }>;

/** A command's name, without the folder that it is in. */
export function nameOf({ program }: Run): string {
  return baseName(program);
}

/** Commands whose copies are followed, and whose options say what they take. */
const copiers: ReadonlySet<string> = new Set(['cp', 'mv', 'rsync', 'tar']);

/** Commands that copy in ways that are not followed: `tar -C DIR -cf /mnt/all.tar .`, or a part of the directory alone. */
export const copying: ReadonlySet<string> = new Set([...copiers, 'cpio', 'dd', 'find', 'xfs_copy']);

/** Whether a command copies a directory with all that is in it; of a step that no command made, that is taken for granted. */
export function copiesWhole(run: Run | undefined, piped: Run | undefined): Truth {
  if (run === undefined) return 'yes';
  const words = run.words.map(({ text }) => text);
  switch (nameOf(run)) {
    case 'cp':
      return goesDeep(run);
    case 'rsync':
      return copiesNothing(run) ? 'no' : allOf([goesDeep(run), withoutLeftOut(words)]);
    case 'tar':
      return withoutLeftOut([...words, ...(piped?.words.map(({ text }) => text) ?? [])]);
    default:
      return 'yes';
  }
}

/** Without `-a` or `-r` folders are passed over. An option that only the run decides may say it. */
function goesDeep({ words }: Run): Truth {
  if (words.some(({ text }) => /^-[a-zA-Z]*[aRr]|^--(?:archive|recursive)$/.test(text))) return 'yes';
  return words.every(({ known }) => known) ? 'no' : 'unknown';
}

/** `rsync -n` only says what it would do. */
export function copiesNothing(run: Run): boolean {
  return (
    nameOf(run) === 'rsync' &&
    run.words.some(({ text }) => /^-[a-zA-Z]*n|^--(?:dry-run|list-only)$/.test(text))
  );
}

/** What `--exclude` leaves out may be what counts; containerd's own folders are. */
function withoutLeftOut(words: readonly string[]): Truth {
  const left = words.flatMap((word, index) => {
    if (word === '--exclude') return [words[index + 1] ?? ''];
    return word.startsWith('--exclude') || word.startsWith('--include') || word.startsWith('--filter')
      ? [word.slice(word.indexOf('=') + 1)]
      : [];
  });
  const doubtful = left.filter((pattern) => !/^\/?lost\+found\/?$/.test(pattern));
  if (doubtful.some((pattern) => pattern.includes('io.containerd.'))) return 'no';
  return doubtful.length > 0 ? 'unknown' : 'yes';
}
