import type { Evidence } from './answer.ts';
import type { Run } from './copy-command.ts';
import { isWithin } from './path.ts';
import { allOf, type Truth } from './truth.ts';
import type { Cover, Spot } from './volumes.ts';

/** Where the content of a directory lies as well, after a copy, and whether it does. */
export interface Whereabouts {
  readonly spot: Spot;
  readonly truth: Truth;
  readonly because: readonly Evidence[];
}

/** What mounts, links, copies and removals make of the places where a directory's content lies. */
export interface World {
  covers: readonly Cover[];
  contents: readonly Whereabouts[];
  /** Directories that the script makes, and those that it takes away itself and not just what is in them. */
  readonly made: Set<string>;
  readonly gone: Map<string, Truth>;
  /** The command that a step belongs to, and the one before it in a pipe. */
  run: Run | undefined;
  piped: Run | undefined;
}

/** What people name when they link, mount and copy; nothing of any other directory tells whether it is there. */
const standing: ReadonlySet<string> = new Set(
  '/ /mnt /media /opt /srv /home /root /tmp /var /var/tmp /var/lib /etc /usr /boot'.split(' '),
);

export function isLink({ covers }: World, path: string): boolean {
  return covers.findLast(({ at }) => at === path)?.link !== undefined;
}

/** Whether a directory is there when a command comes to it. */
export function exists({ covers, gone, made }: World, path: string, directory: string): Truth {
  if (covers.some(({ at, link: isOne }) => at === path && isOne === undefined)) return 'yes';
  const [away] = [...gone].filter(([removed]) => isWithin(path, removed)).map(([, truth]) => truth);
  if (away !== undefined) return away === 'yes' ? 'no' : 'unknown';
  if (standing.has(path) || isWithin(directory, path)) return 'yes';
  return [...made].some((one) => isWithin(one, path)) ? 'yes' : 'no';
}

/** Takes off the last cover that fits. */
export function uncover(world: World, fits: (cover: Cover) => boolean, runs: Truth): void {
  const index = world.covers.findLastIndex(fits);
  const found = world.covers[index];
  if (found === undefined) return;
  world.covers =
    runs === 'yes'
      ? world.covers.toSpliced(index, 1)
      : world.covers.with(index, { ...found, truth: allOf([found.truth, 'unknown']) });
}
