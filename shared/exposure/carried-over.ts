import type { Setup, Step, Value } from '../setups/setup.ts';
import { type Answer, answerAny } from './answer.ts';
import { runsWith, stepEvidence } from './ask-step.ts';
import { gapsAbout, gapsBeside } from './gaps.ts';
import { baseName, isWithin, parentOf, tidyPath } from './path.ts';
import { allOf, type Truth } from './truth.ts';

type Mount = Extract<Step, { does: 'mount' }>;
type Copy = Extract<Step, { does: 'copy' }>;

/** Whether the content of a directory is put where it is seen again, before or after a step hides it. */
export function askCarried(hiding: Step, index: number, directory: string, setup: Setup): Answer {
  const earlier = setup.steps.slice(0, index);
  const out = earlier.filter((step) => step.does === 'copy').filter((copy) => takes(copy, directory));
  const answers = out.map((copy): Answer => {
    const lands = hiding.does === 'mount' ? landsOn(copy, hiding, directory, earlier) : 'no';
    const back = setup.steps.slice(index + 1).some((step) => bringsBack(step, copy, directory));
    const there: Truth = back ? 'yes' : lands;
    return { truth: allOf([there, runsWith(copy, hiding)]), because: [stepEvidence(copy)] };
  });
  const others = earlier.filter((step) => mayCopy(step, directory, out));
  const gaps = gapsBeside(hiding.place, 'before', gapsAbout(undefined, setup));
  return answerAny([
    ...answers,
    ...others.map((step): Answer => ({ truth: 'unknown', because: [stepEvidence(step)] })),
    ...(gaps.length > 0 ? [{ truth: 'unknown', because: gaps } as const] : []),
  ]);
}

/** Whether a copy takes the directory with all that is in it. */
function takes(copy: Copy, directory: string): boolean {
  return copy.from.known && isWithin(directory, tidyPath(copy.from.text)) && tidyPath(copy.from.text) !== '/';
}

/** Whether what is copied is what then lies at the directory: on the same device, and not one level too deep. */
function landsOn(copy: Copy, mount: Mount, directory: string, earlier: readonly Step[]): Truth {
  if (!copy.to.known && copy.to.text !== mount.device.text) return aroundMount(copy, mount, earlier);
  const to = tidyPath(copy.to.text);
  const device = tidyPath(mount.device.text);
  const wanted = tidyPath(mount.path.text);
  const from = tidyPath(copy.from.text);
  const holder = earlier.findLast(
    (step): step is Mount =>
      step.does === 'mount' && step.path.known && isWithin(to, tidyPath(step.path.text)) && step !== mount,
  );
  // What stood at `directory` is then found at one of these.
  const isThere = holder !== undefined && tidyPath(holder.path.text) === to;
  const found = landingPaths(copy, to, directory.slice(from.length), isThere, isRsync(copy, earlier));
  const seenAt = (path: string): boolean => {
    if (isWithin(path, device)) return wanted + path.slice(device.length) === directory;
    if (holder === undefined || !isSameDevice(holder.device, mount.device)) return false;
    return wanted + path.slice(tidyPath(holder.path.text).length) === directory;
  };
  if (found.every(seenAt)) return 'yes';
  if (found.some(seenAt)) return 'unknown';
  return holder === undefined && !device.startsWith('/dev/') ? 'no' : wrongPlace(holder, mount);
}

/** On the right device, but elsewhere there: lost. On one of another name, it may be the same device all the same. */
function wrongPlace(holder: Mount | undefined, mount: Mount): Truth {
  return holder !== undefined && isSameDevice(holder.device, mount.device) ? 'no' : 'unknown';
}

/** `cp -a DIR/. TO` puts the content into TO; `cp -a DIR TO` makes TO/DIR, or TO itself where that is not there yet. */
function landingPaths(
  copy: Copy,
  to: string,
  rest: string,
  isThere: boolean,
  rsync: boolean,
): readonly string[] {
  const written = copy.from.text;
  const content = ['/.', '/*'].some((end) => written.endsWith(end)) || (rsync && written.endsWith('/'));
  if (content) return [to + rest];
  const deeper = `${to}/${baseName(tidyPath(written))}${rest}`;
  return isThere || rsync || copy.to.text.endsWith('/') ? [deeper] : [to + rest, deeper];
}

/** rsync alone takes a slash at the end for "what is in it". */
function isRsync(copy: Copy, steps: readonly Step[]): boolean {
  const { line, column } = copy.place;
  return steps.some(
    (step) =>
      step.does === 'run' &&
      step.program === 'rsync' &&
      step.place.line === line &&
      step.place.column === column,
  );
}

function aroundMount(copy: Copy, mount: Mount, earlier: readonly Step[]): Truth {
  const holder = earlier.find(
    (step): step is Mount =>
      step.does === 'mount' && step !== mount && copy.to.text.startsWith(step.path.text),
  );
  return holder !== undefined && isSameDevice(holder.device, mount.device) ? 'yes' : 'unknown';
}

/** By the text; a UUID, a label or another stable name beside a plain one is taken for the same device. */
function isSameDevice(one: Value, other: Value): boolean {
  if (one.text === other.text) return true;
  return isIndirect(one) !== isIndirect(other);
}

function isIndirect({ known, text }: Value): boolean {
  return !known || text.includes('=') || text.startsWith('/dev/disk/') || text.startsWith('/dev/mapper/');
}

/** `mv DIR DIR.bak` before and `cp -a DIR.bak/. DIR` after the mount. */
function bringsBack(step: Step, copy: Copy, directory: string): boolean {
  if (step.does !== 'copy' || !step.to.known) return false;
  const to = tidyPath(step.to.text);
  const from = tidyPath(step.from.text);
  const kept = tidyPath(copy.to.text);
  const related = isWithin(from, kept) || isWithin(kept, from);
  return related && (to === directory || to === parentOf(directory));
}

/** Commands that copy in ways that are not followed: `tar -C DIR -c . | tar -C /mnt -x`. */
const copying: ReadonlySet<string> = new Set(['tar', 'cpio', 'rsync', 'cp', 'mv', 'dd', 'find', 'xfs_copy']);

function mayCopy(step: Step, directory: string, understood: readonly Copy[]): boolean {
  if (step.does !== 'run' || !copying.has(baseName(step.program))) return false;
  if (understood.some(({ place }) => place.line === step.place.line)) return false;
  return step.words.some(({ text }) => text.includes(directory));
}
