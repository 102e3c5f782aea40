import type { Program, Setup } from '../setups/setup.ts';
import { fitsStart, keyOf, partsOf } from './key-pattern.ts';

/** One setup for each concrete prefix, in which keys of the program begin behind it; what else is set stays. */
export function groupsUnder(of: Program, prefix: string, setup: Setup): readonly Setup[] {
  const pattern = partsOf(prefix);
  const others = setup.settings.filter((setting) => setting.of !== of);
  const groups = new Map<string, Setup['settings'][number][]>();
  for (const setting of setup.settings) {
    if (setting.of !== of) continue;
    const parts = partsOf(setting.key);
    if (parts.length <= pattern.length || !fitsStart(parts, pattern)) continue;
    const name = keyOf(parts.slice(0, pattern.length));
    const inner = { ...setting, key: keyOf(parts.slice(pattern.length)) };
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [inner]);
    else group.push(inner);
  }
  return [...groups.values()].map((settings) => ({
    ...setup,
    place: settings[0]?.place ?? setup.place,
    settings: [...settings, ...others],
  }));
}
