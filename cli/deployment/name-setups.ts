import { maskSecrets } from '../../shared/exposure/secrets.ts';
import type { Setup } from '../../shared/setups/setup.ts';

/** A message that names five of them stays readable. */
const longest = 100;

/**
 * Each setup with its name in the fleet: the given one where there is but one, its own behind that where there are several. Two
 * that are called alike are told apart by where they stand.
 */
export function nameSetups(
  setups: readonly Setup[],
  name: string | undefined,
): readonly (readonly [name: string, setup: Setup])[] {
  const named = setups.map((setup): readonly [string, Setup] => [ownName(setup), setup]);
  const groups = Map.groupBy(named, ([own]) => own);
  const seen = new Map<string, number>();
  return named.map(([own, setup]) => {
    if (name !== undefined && setups.length === 1) return [name, setup];
    const alike = (groups.get(own)?.length ?? 0) > 1;
    const { file, line } = setup.place;
    const base = shown(alike ? `${own} (${file}:${line})` : own);
    const nth = (seen.get(base) ?? 0) + 1;
    seen.set(base, nth);
    const whole = nth === 1 ? base : `${base} ${nth}`;
    return [name === undefined ? whole : `${name}/${whole}`, setup];
  });
}

function ownName({ name, place }: Setup): string {
  return name.trim() === '' ? place.file : name;
}

/** Without what a terminal would obey, and without secrets. */
function shown(text: string): string {
  return maskSecrets(text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?')).slice(0, longest);
}
