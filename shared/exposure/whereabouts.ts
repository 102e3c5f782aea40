import type { Step, Value } from '../setups/setup.ts';
import { stepEvidence } from './ask-step.ts';
import { copiesWhole, nameOf } from './copy-command.ts';
import { deeds } from './disk-commands.ts';
import { baseName, isWithin, parentOf, tidyPath } from './path.ts';
import { allOf, type Truth } from './truth.ts';
import { type Cover, isSameVolume, locate } from './volumes.ts';
import { exists, isLink, uncover, type Whereabouts, type World } from './world.ts';

/** Steps of more than that are nobody's script. */
const mostSteps = 400;
const mostCovers = 40;

/** Places where a copy may lie; a copy of one of them may go to several. */
const mostContents = 16;

/**
 * Follows the content of a directory through the steps, and gives where it lies in the end and what covers it then.
 *
 * `runs` says whether a step runs in the case that is looked at, and `pathOf` what a path is taken for that only the run decides.
 * Nothing where there are more steps than are followed.
 */
export function follow(
  steps: readonly Step[],
  directory: string,
  runs: (step: Step) => Truth,
  pathOf: (step: Step) => string | undefined,
): { readonly contents: readonly Whereabouts[]; readonly covers: readonly Cover[] } | undefined {
  const world: World = {
    covers: [],
    contents: [{ spot: { device: undefined, path: directory }, truth: 'yes', because: [] }],
    made: new Set(),
    gone: new Map(),
    run: undefined,
    piped: undefined,
  };
  const moving = steps.filter(({ does }) => does !== 'write' && does !== 'packages' && does !== 'service');
  const deciding = moving.filter((step) => step.does !== 'run' || deeds.has(nameOf(step)));
  if (deciding.length > mostSteps) return undefined;
  for (const step of moving) {
    apply(world, step, runs(step), pathOf(step), directory);
    if (world.covers.length > mostCovers || world.contents.length > mostContents) return undefined;
  }
  return world;
}

function apply(world: World, step: Step, runs: Truth, assumed: string | undefined, directory: string): void {
  if (step.does === 'run') {
    world.piped = world.run;
    world.run = step;
    deeds.get(nameOf(step))?.(world, step, runs);
  } else if (step.does === 'mount') mount(world, step, runs, assumed);
  else if (step.does === 'link') link(world, step, runs, directory);
  else if (step.does === 'remove') remove(world, assumed ?? step.path.text, runs);
  else if (step.does === 'copy') copy(world, step, runs);
}

function mount(
  world: World,
  step: Extract<Step, { does: 'mount' }>,
  truth: Truth,
  assumed: string | undefined,
): void {
  const at = assumed ?? tidyPath(step.path.text);
  const top = world.covers.findLast((cover) => cover.at === at);
  if (step.by === 'fstab' && top?.device?.text === step.device.text) return;
  const onto = isBind(step.device, world)
    ? locate(tidyPath(step.device.text), world.covers)
    : [{ device: volumeOf(step.device, world), path: '' }];
  world.covers = [...world.covers, { at, onto, truth, device: step.device }];
}

/** A directory in place of a device: one that is written so, or that something was copied to. */
function isBind(device: Value, { contents }: World): boolean {
  const path = tidyPath(device.text);
  if (path.startsWith('/')) return !path.startsWith('/dev/');
  return contents.some(({ spot }) => spot.device === undefined && isWithin(spot.path, path));
}

/** Each file system in memory is another one, and all have the same name. */
function volumeOf(device: Value, { covers }: World): Value {
  const inMemory = device.known && /^(?:tmpfs|ramfs|none)$/.test(device.text);
  return inMemory ? { known: true, text: `${device.text} ${covers.length}` } : device;
}

/** A link to a directory stands in its place; where there is a directory already, it is made inside that one. */
function link(
  world: World,
  { path, target }: Extract<Step, { does: 'link' }>,
  runs: Truth,
  directory: string,
): void {
  const to = tidyPath(target.text);
  const wanted = tidyPath(path.text);
  const there = exists(world, wanted, directory);
  const at = there === 'yes' && !isLink(world, wanted) ? tidyPath(`${wanted}/${baseName(to)}`) : wanted;
  const taken = at === wanted ? there : exists(world, at, directory);
  if (taken === 'yes' && !isLink(world, at)) return;
  const absolute = to.startsWith('/') || !target.known ? to : tidyPath(`${parentOf(at)}/${to}`);
  const truth = allOf([runs, taken === 'unknown' ? 'unknown' : 'yes']);
  world.covers = [...world.covers, { at, link: absolute, truth }];
}

function remove(world: World, written: string, runs: Truth): void {
  const path = tidyPath(written);
  const whole = !/\/[.*]$/.test(written);
  if (isLink(world, path)) {
    if (whole) uncover(world, ({ at }) => at === path, runs);
    return;
  }
  const spots = locate(path, world.covers);
  world.contents = world.contents.flatMap((one) => {
    const touched = spots.map((spot) => {
      const same = isSameVolume(spot.device, one.spot.device);
      if (same === 'no') return 'no';
      if (isWithin(one.spot.path, spot.path)) return allOf([same, runs]);
      return isWithin(spot.path, one.spot.path) && baseName(path) !== 'lost+found' ? 'unknown' : 'no';
    });
    if (touched.every((truth) => truth === 'yes')) return [];
    return [
      touched.every((truth) => truth === 'no') ? one : { ...one, truth: allOf([one.truth, 'unknown']) },
    ];
  });
  if (whole) world.gone.set(path, runs);
}

function copy(world: World, step: Extract<Step, { does: 'copy' }>, runs: Truth): void {
  const { from, to } = step;
  const whole = copiesWhole(world.run, world.piped);
  if (whole === 'no') return;
  const source = tidyPath(from.text);
  const landings = landingPaths(world, from.text, to);
  const sources = locate(source, world.covers);
  const evidence = stepEvidence(step);
  const added = world.contents.flatMap((one) =>
    sources.flatMap((spot): readonly Whereabouts[] => {
      const same = isSameVolume(spot.device, one.spot.device);
      const inside = one.spot.path.slice(spot.path === '/' ? 0 : spot.path.length);
      if (same === 'no' || !isWithin(one.spot.path, spot.path)) return [];
      const spots = landings.flatMap((path) => locate(tidyPath(path), world.covers));
      const sure = spots.length === 1 && sources.length === 1 ? 'yes' : 'unknown';
      const truth = allOf([one.truth, runs, whole, same, sure]);
      return spots.map((landed) => ({
        spot: { ...landed, path: landed.path + inside },
        truth,
        because: [...one.because.slice(-3), evidence],
      }));
    }),
  );
  world.contents = distinct([...world.contents, ...added]);
}

/** Of one place the surest word; scripts that copy to and fro have many that say the same. */
function distinct(contents: readonly Whereabouts[]): readonly Whereabouts[] {
  const byPlace = new Map<string, Whereabouts>();
  for (const one of contents) {
    const name = `${one.spot.device?.text ?? ''} ${one.spot.path}`;
    if (byPlace.get(name)?.truth !== 'yes') byPlace.set(name, one);
  }
  return [...byPlace.values()];
}

/** `cp -a DIR/. TO` puts the content into TO; `cp -a DIR TO` makes TO/DIR, or TO itself where that is not there yet. */
function landingPaths(world: World, from: string, to: Value): readonly string[] {
  const rsync = world.run !== undefined && nameOf(world.run) === 'rsync';
  if (/\/[.*]$/.test(from) || (rsync && from.endsWith('/'))) return [to.text];
  const deeper = `${to.text}/${baseName(tidyPath(from))}`;
  if (rsync || to.text.endsWith('/')) return [deeper];
  const there = exists(world, tidyPath(to.text), '/');
  if (!to.known && there === 'no') return [to.text, deeper];
  return there === 'yes' ? [deeper] : there === 'no' ? [to.text] : [to.text, deeper];
}
