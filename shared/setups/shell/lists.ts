import { isKnown, type LocatedText, textAt } from '../located-text.ts';
import type { Shell } from './shell.ts';

/** `${!list[@]}` and `${#list[@]}`: the places of a list whose items are known, and how many they are. */
export function placesOf(
  shell: Shell,
  written: string,
  operator: string,
  own: LocatedText,
): readonly LocatedText[] | undefined {
  const [, name = ''] = /^(\w+)\[[@*]\]$/.exec(written) ?? [];
  const items = shell.variables.get(name);
  if (items === undefined || !items.every(isKnown)) return undefined;
  if (operator === '#') return [textAt(own, 0, String(items.length))];
  return items.map((_, index) => textAt(own, 0, String(index)));
}

/** `[2]`, and `[$i]` where the number is known. */
export function indexOf(shell: Shell, subscript: string): string | undefined {
  const [, digits, name] = /\[(?:(\d+)|\$?\{?([A-Za-z_]\w*)\}?)\]$/.exec(subscript) ?? [];
  if (name === undefined) return digits;
  const [value] = shell.variables.get(name) ?? [];
  return value !== undefined && /^\d+$/.test(value.text) ? value.text : undefined;
}
