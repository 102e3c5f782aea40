import { amiTypeOf, isAmiType, minorOf, operatingSystemOf, type Track } from '../parameters/track.ts';
import type { Place, Setup } from '../setups/setup.ts';
import { hardwareOf, mayBoot } from './hardware.ts';
import type { Judgement } from './judge.ts';
import { systemOf } from './system.ts';

/** Whether nodes of the setup can be on the track; what it does not say keeps all of them in. */
export function canBeOn(track: Track, setup: Setup, hardware = hardwareOf(setup)): boolean {
  const type = amiTypeOf(track);
  const system = systemOf(setup);
  const isType = setup.amiType === undefined || !isAmiType(setup.amiType) || setup.amiType === type;
  const isMinor = setup.kubernetes === undefined || setup.kubernetes === minorOf(track);
  return (
    isType &&
    isMinor &&
    mayBoot(type, hardware) &&
    (system === undefined || system === operatingSystemOf(type))
  );
}

/** Whether a line decided it, and not only what kind of setup it is. */
export function hasLine({ because }: Pick<Judgement, 'because'>, { place }: Setup): boolean {
  return because.some(
    (evidence) =>
      evidence.place.within !== undefined ||
      evidence.place.file !== place.file ||
      evidence.place.line !== place.line ||
      evidence.place.column !== place.column,
  );
}

/** Where it stands in the file as it is; of text that was decoded, where the code stands. */
export function outerPlace(place: Place): Place {
  return place.within === undefined ? place : outerPlace(place.within);
}
