import { holeMark, joinTexts, type LocatedText, placeAt, sliceText, toValue } from '../located-text.ts';
import type { Gap, Program } from '../setup.ts';
import { linesOf } from '../split-text.ts';
import { markDoubts } from '../user-data/mark-doubts.ts';
import { readYaml } from './read-yaml.ts';
import type { Tree } from './tree.ts';

/**
 * YAML in which a template's expressions are holes. A line that is a directive alone goes. One that is a value alone stays where it is a part
 * of a text, and is a gap where it would be keys: `${indent(4, extra)}`.
 */
export function readTemplatedYaml(
  text: LocatedText,
  about: 'all' | Program,
  name: string,
): { readonly tree: Tree | undefined; readonly gaps: readonly Gap[] } {
  const source = withoutLines(text, 'directive').text;
  const first = readYaml(source);
  if (first.is !== 'broken') return { tree: first, gaps: [] };
  const { text: bare, dropped } = withoutLines(source, 'value');
  const second = dropped.length === 0 ? first : readYaml(bare);
  const gaps = dropped.map((line) => ({
    place: placeAt(line, 0),
    why: `${toValue(line).text.trim()} may hold anything.`,
    about,
  }));
  if (second.is !== 'broken') return { tree: second, gaps };
  // `[run, ${name}]` is YAML only when Terraform has filled it in; where a text can be parsed as it is, a shell may read `${name}`.
  const filled = readYaml(markDoubts(bare, 'terraform'));
  if (filled.is !== 'broken') return { tree: filled, gaps };
  const why = `${name} cannot be parsed: ${first.why}`;
  return { tree: undefined, gaps: [{ place: placeAt(source, first.offset), why, about: 'all' }] };
}

function withoutLines(
  text: LocatedText,
  kind: 'directive' | 'value',
): { readonly text: LocatedText; readonly dropped: readonly LocatedText[] } {
  if (!text.text.includes(holeMark)) return { text, dropped: [] };
  const dropped: LocatedText[] = [];
  const kept: LocatedText[] = [];
  let from = 0;
  for (const line of linesOf(text)) {
    const end = text.text.indexOf('\n', from);
    const next = end === -1 ? text.text.length : end + 1;
    const alone = /^[\s\uE000]*\uE000[\s\uE000]*$/.test(line.text);
    const holes = line.runs.flatMap(({ hole }) => (hole === undefined ? [] : [hole]));
    const drops = alone && (kind === 'value' || holes.every((hole) => hole.kind === 'directive'));
    if (drops) dropped.push(line);
    else kept.push(sliceText(text, from, next));
    from = next;
  }
  return { text: joinTexts(kept), dropped };
}
