import {
  amiTypeOf,
  minorOf,
  type OperatingSystem,
  operatingSystemOf,
} from '../../../shared/parameters/track.ts';
import type { Strand } from './plot-data.ts';

/** More colours are not told apart; which minor a strand is of also stands at its end. */
const colours = 6;

/** The operating systems of a plot, in the order of their colours. */
export function systemsOf(strands: readonly Strand[]): readonly OperatingSystem[] {
  return [...new Set(strands.flatMap(systemOf))];
}

/** The number of a strand's colour: that of its operating system where there are two, else that of its minor. */
export function colourOf(strands: readonly Strand[]): (strand: Strand) => number {
  const systems = systemsOf(strands);
  const minors = [...new Set(strands.flatMap(minorsOf))];
  return (strand) =>
    systems.length > 1
      ? Math.max(0, ...systemOf(strand).map((system) => systems.indexOf(system)))
      : Math.max(0, ...minorsOf(strand).map((minor) => minors.indexOf(minor))) % colours;
}

function systemOf({ tracks: [first] }: Strand): readonly OperatingSystem[] {
  return first === undefined ? [] : [operatingSystemOf(amiTypeOf(first))];
}

function minorsOf({ tracks: [first] }: Strand): readonly string[] {
  return first === undefined ? [] : [minorOf(first)];
}
