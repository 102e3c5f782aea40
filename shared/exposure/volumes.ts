import type { Value } from '../setups/setup.ts';
import { isWithin } from './path.ts';
import { isTakenAway } from './secrets.ts';
import type { Truth } from './truth.ts';

/** A place on a volume: the path on the root volume, or below where another one is mounted. */
export interface Spot {
  /** Absent of the root volume. */
  readonly device: Value | undefined;
  readonly path: string;
}

/** Something that stands over a path: a mount, or a link. */
export interface Cover {
  readonly at: string;
  readonly onto?: readonly Spot[];
  readonly link?: string;
  readonly truth: Truth;
  /** Of a mount. */
  readonly device?: Value;
}

/** Links that lead to links end here, and so do paths that may be in many places. */
const deepest = 3;
const mostSpots = 4;

/** Where a path leads: in one place where that is sure, else in each where it may be. */
export function locate(path: string, covers: readonly Cover[], depth = 0): readonly Spot[] {
  const spots: Spot[] = [];
  for (let index = covers.length - 1; index >= 0 && spots.length < mostSpots; index--) {
    const cover = covers[index];
    if (cover === undefined || !isWithin(path, cover.at)) continue;
    const rest = path.slice(cover.at === '/' ? 0 : cover.at.length);
    if (cover.link !== undefined) {
      if (depth < deepest) spots.push(...locate(cover.link + rest, covers.slice(0, index), depth + 1));
    } else for (const spot of cover.onto ?? []) spots.push({ ...spot, path: spot.path + rest });
    if (cover.truth === 'yes') return spots;
  }
  return [...spots, { device: undefined, path }];
}

/**
 * By the text; a UUID, a label or another stable name beside a plain one is taken for the same device. Of a name that a fleet does not
 * keep nobody can tell that.
 */
export function isSameVolume(one: Value | undefined, other: Value | undefined): Truth {
  if (one === undefined || other === undefined) return one === other ? 'yes' : 'no';
  if (one.text === other.text) return 'yes';
  if (isTakenAway(one) || isTakenAway(other)) return 'unknown';
  if (isIndirect(one) !== isIndirect(other)) return 'yes';
  return 'unknown';
}

function isIndirect({ known, text }: Value): boolean {
  return !known || text.includes('=') || text.startsWith('/dev/disk/') || text.startsWith('/dev/mapper/');
}
