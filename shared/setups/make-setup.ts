import type { ImageFacts } from './image-facts.ts';
import type { Gap, Setting, Setup } from './setup.ts';

/** What one of a setup's texts says: user data, a node class, a launch template. */
export type Part = Partial<Pick<Setup, 'settings' | 'steps' | 'files' | 'gaps' | 'operatingSystem'>>;

/**
 * Puts a setup together from its parts, in the order in which they take effect: a setting that a later part is certain of wins.
 *
 * Of facts the first that says something does.
 */
export function makeSetup(
  about: Pick<Setup, 'name' | 'kind' | 'place'>,
  facts: readonly ImageFacts[],
  parts: readonly Part[],
): Setup {
  const systems = parts.flatMap(({ operatingSystem }) =>
    operatingSystem === undefined ? [] : [{ operatingSystem }],
  );
  return {
    ...about,
    ...Object.assign({}, ...[...facts, ...systems].toReversed()),
    settings: winning(parts.flatMap(({ settings = [] }) => settings)),
    steps: parts.flatMap(({ steps = [] }) => steps),
    files: parts.flatMap(({ files = [] }) => files),
    gaps: distinct(parts.flatMap(({ gaps = [] }) => gaps)),
  };
}

/** Setups of a file that has gaps itself: each may have lost something there. */
export function withGaps(setups: readonly Setup[], gaps: readonly Gap[]): readonly Setup[] {
  if (gaps.length === 0) return setups;
  return setups.map((setup) => ({ ...setup, gaps: distinct([...setup.gaps, ...gaps]) }));
}

/** Of settings of one program with the same key in the same file, the last certain one and what comes after it. */
function winning(settings: readonly Setting[]): readonly Setting[] {
  const nameOf = ({ of, key, path }: Setting): string => `${of} ${path ?? ''} ${key}`;
  const last = new Map<string, number>();
  for (const [index, setting] of settings.entries()) if (setting.certain) last.set(nameOf(setting), index);
  return settings.filter((setting, index) => index >= (last.get(nameOf(setting)) ?? 0));
}

function distinct(gaps: readonly Gap[]): readonly Gap[] {
  const seen = new Set<string>();
  return gaps.filter(({ place, why, about }) => {
    const name = `${place.file}:${place.line}:${place.column} ${why} ${about}`;
    return !seen.has(name) && seen.add(name);
  });
}
