import type { Setup, Step } from '../setups/setup.ts';
import { type Answer, answerAny } from './answer.ts';
import { runsWith, stepEvidence } from './ask-step.ts';
import { copiesNothing, copying, nameOf } from './copy-command.ts';
import { gapsAbout, gapsBeside } from './gaps.ts';
import { isWithin, tidyPath } from './path.ts';
import { allOf, type Truth } from './truth.ts';
import { isSameVolume, locate, type Spot } from './volumes.ts';
import { follow } from './whereabouts.ts';
import type { Whereabouts } from './world.ts';

/** A directory of the image, and the path at which its content is looked for in the end. */
interface Sought {
  readonly directory: string;
  readonly seenAt: string;
}

/**
 * Whether the content of a directory is seen where it is looked for when all steps have run, given that `hiding` does: because it
 * was copied or moved there before, or brought back afterwards, or since what covered it is taken off again.
 */
export function askCarried(hiding: Step | undefined, { directory, seenAt }: Sought, setup: Setup): Answer {
  const runs = (step: Step): Truth => {
    if (hiding === undefined) return step.certain ? 'yes' : 'unknown';
    return step === hiding ? 'yes' : runsWith(step, hiding);
  };
  const isAssumed = (step: Step): boolean => step === hiding && 'path' in step && !step.path.known;
  const end = follow(setup.steps, directory, runs, (step) => (isAssumed(step) ? directory : undefined));
  const place = hiding?.place ?? setup.place;
  if (end === undefined)
    return {
      truth: 'unknown',
      because: [{ place, says: 'It mounts, copies and removes more than is followed.' }],
    };
  const earlier = hiding === undefined ? setup.steps : setup.steps.slice(0, setup.steps.indexOf(hiding));
  const understood = linesUnderstood(earlier, directory);
  const others = earlier.filter((step) => mayCopy(step, directory) && !understood.has(step.place.line));
  const gaps = hiding === undefined ? [] : gapsBeside(place, 'before', gapsAbout(undefined, setup));
  const found = seen(end.contents, locate(seenAt, end.covers));
  const inner = end.covers.some(
    ({ at, link }) =>
      link === undefined && at !== seenAt && isWithin(at, seenAt) && !at.endsWith('/lost+found'),
  );
  return answerAny([
    { ...found, truth: inner ? allOf([found.truth, 'unknown']) : found.truth },
    ...others.map((step): Answer => ({ truth: 'unknown', because: [stepEvidence(step)] })),
    ...(gaps.length > 0 ? [{ truth: 'unknown', because: gaps } as const] : []),
  ]);
}

/** Whether the content lies in each of the places where one may look. */
function seen(contents: readonly Whereabouts[], spots: readonly Spot[]): Answer {
  const answers = spots.map((spot) =>
    answerAny(contents.map((one): Answer => ({ truth: isThere(one, spot), because: one.because }))),
  );
  const [only] = answers;
  if (only !== undefined && answers.length === 1) return only;
  const truths = answers.map(({ truth }) => truth);
  const same = truths.every((truth) => truth === truths[0]);
  return {
    truth: same ? (truths[0] ?? 'no') : 'unknown',
    because: answers.flatMap(({ because }) => because),
  };
}

function isThere({ spot, truth }: Whereabouts, wanted: Spot): Truth {
  const onRoot = spot.device === undefined && wanted.device !== undefined;
  // What is copied to a mount point may be on a volume that the image or another file mounts there.
  if (onRoot && !ownDirectories.test(spot.path)) return 'unknown';
  if (spot.path !== wanted.path) return 'no';
  return allOf([truth, isSameVolume(spot.device, wanted.device)]);
}

const ownDirectories = /^\/(?:var|etc|usr|root|home|tmp|opt|srv|boot)(?:\/|$)/;

function mayCopy(step: Step, directory: string): boolean {
  if (step.does !== 'run' || !copying.has(nameOf(step)) || copiesNothing(step)) return false;
  return step.words.some(({ text }) => text.includes(directory));
}

/** Lines whose copies of the directory, or back to it, are followed. */
function linesUnderstood(steps: readonly Step[], directory: string): ReadonlySet<number> {
  const copies = steps.filter((step) => step.does === 'copy');
  const whole = copies.filter(({ from, to }) =>
    [from, to].some(({ known, text }) => known && isWithin(directory, tidyPath(text))),
  );
  return new Set(whole.map(({ place }) => place.line));
}
