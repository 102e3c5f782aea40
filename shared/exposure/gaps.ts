import type { Gap, Place, Program, Setup } from '../setups/setup.ts';
import type { Evidence } from './answer.ts';
import type { SettingCondition } from './condition.ts';
import { partsOf } from './key-pattern.ts';
import { matchValue } from './match-value.ts';

/** What could not be read and may hold settings of the program, or steps where none is named. */
export function gapsAbout(
  program: Program | undefined,
  setup: Setup,
  mayHold: (gap: Gap) => boolean = () => true,
): readonly Evidence[] {
  return setup.gaps
    .filter((gap) => (gap.about === 'all' || gap.about === program) && mayHold(gap))
    .map(({ place, why }) => ({ place, says: why }));
}

/** Whether what could not be read may be where the setting is asked for: in that file, and in an edit's words. */
export function mayHold({ path, names }: Gap, key: string, wanted: SettingCondition['path']): boolean {
  if (path === undefined) return true;
  if (wanted !== undefined && matchValue({ known: true, text: path }, wanted) === 'no') return false;
  const last = partsOf(key).findLast((part) => !part.startsWith('[') && !part.startsWith('*')) ?? '';
  return names === undefined || last === '' || last.startsWith('io.containerd.') || names.includes(last);
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

/**
 * What could not be read and may take a step's effect away. Of an image build that is only what says so by its name: what another
 * provisioner does comes on top of what is plainly done, and the image keeps both.
 */
export function gapsThatGuard(setup: Setup): readonly Evidence[] {
  const gaps = gapsAbout(undefined, setup);
  if (setup.kind !== 'image-build') return gaps;
  // Of a setup that is stored no line is kept, so that it may say anything.
  return gaps.filter(({ place, says }) => place.excerpt === '' || guarding.test(`${says} ${place.excerpt}`));
}

const guarding = /lock|exclu|hold|freez|\bpin|pause|restor|downgrad/i;
