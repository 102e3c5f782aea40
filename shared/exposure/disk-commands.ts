import { copying, nameOf, type Run } from './copy-command.ts';
import { tidyPath } from './path.ts';
import { allOf, type Truth } from './truth.ts';
import type { Cover } from './volumes.ts';
import { uncover, type World } from './world.ts';

/** What a command does to the places where things lie. */
type Deed = (world: World, run: Run, runs: Truth) => void;

const unmount: Deed = (world, { words }, runs) => {
  for (const { text } of words.filter((word) => !word.text.startsWith('-'))) {
    const isIt = ({ at, device }: Cover): boolean => at === tidyPath(text) || device?.text === text;
    uncover(world, (cover) => cover.link === undefined && isIt(cover), runs);
  }
};

const make: Deed = (world, { words }) => {
  for (const { text } of words.filter((word) => /^[/$]/.test(word.text))) {
    world.made.add(tidyPath(text));
    world.gone.delete(tidyPath(text));
  }
};

const takeAway: Deed = (world, { words }, runs) => {
  for (const { text } of words) if (text.startsWith('/')) world.gone.set(tidyPath(text), runs);
};

/** A new file system on a volume: what was on it is lost. */
const format: Deed = (world, { words }, runs) => {
  world.contents = world.contents.flatMap((one) => {
    const { device } = one.spot;
    if (device === undefined) return [one];
    const named = words.some(({ text }) => text === device.text || text === `of=${device.text}`);
    if (!named) return [one];
    return runs === 'yes' ? [] : [{ ...one, truth: allOf([one.truth, 'unknown']) }];
  });
};

/** Commands that have no step of their own and move what lies somewhere, or make room for it. */
export const deeds: ReadonlyMap<string, Deed> = new Map<string, Deed>([
  ['umount', unmount],
  ['mkdir', make],
  ['rmdir', takeAway],
  ...['mkfs', 'mkfs.xfs', 'mkfs.ext4', 'mkfs.ext3', 'mkfs.ext2', 'mkfs.btrfs', 'mke2fs', 'mkswap'].map(
    (name) => [name, format] as const,
  ),
  ...['wipefs', 'blkdiscard', 'dd', 'shred'].map((name) => [name, format] as const),
]);

/** Whether what a command is told counts for where things lie: paths, devices and how it copies. */
export function isFollowed(run: Run): boolean {
  return deeds.has(nameOf(run)) || copying.has(nameOf(run));
}
