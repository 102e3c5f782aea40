import type { Place, Program, Setup } from '../setups/setup.ts';
import type { Evidence } from './answer.ts';

/** What could not be read and may hold settings of the program, or steps where none is named. */
export function gapsAbout(program: Program | undefined, setup: Setup): readonly Evidence[] {
  return setup.gaps
    .filter(({ about }) => about === 'all' || about === program)
    .map(({ place, why }) => ({ place, says: why }));
}

/** Those among them that stand before, or after, a place of the same text; a gap of another file may be either. */
export function gapsBeside(
  place: Place,
  side: 'before' | 'after',
  gaps: readonly Evidence[],
): readonly Evidence[] {
  return gaps.filter((gap) => {
    if (gap.place.file !== place.file || gap.place.within?.line !== place.within?.line) return true;
    return side === 'before' ? gap.place.line <= place.line : gap.place.line >= place.line;
  });
}
