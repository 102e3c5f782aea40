import {
  holeAt,
  isKnown,
  joinTexts,
  type LocatedText,
  sliceText,
  textAt,
  wholeText,
} from '../../located-text.ts';
import { brief, entriesOf, field, itemsOf, knownText, type Tree, textTree } from '../../tree/tree.ts';

/** Values that only the stack has. */
const ofTheStack = /^(?:Ref|Condition|Fn::\w+)$/;

/**
 * A template's value with its functions worked out, as far as the template decides it: `Fn::Base64` is what it encodes, since who
 * reads it wants that; a reference is a hole that has the name in it.
 */
export function resolved(tree: Tree): Tree {
  if (tree.is === 'list') return { ...tree, items: tree.items.map(resolved) };
  if (tree.is !== 'map') return tree;
  const [only] = tree.entries;
  if (only !== undefined && tree.entries.length === 1 && ofTheStack.test(only.key)) {
    return called(only.key, only.value) ?? unknown(tree, only.key, only.value);
  }
  return { ...tree, entries: tree.entries.map((entry) => ({ ...entry, value: resolved(entry.value) })) };
}

function called(name: string, given: Tree): Tree | undefined {
  if (name === 'Fn::Base64') return resolved(given);
  if (name === 'Fn::Sub') return substituted(given);
  return name === 'Fn::Join' ? joined(given) : undefined;
}

function unknown(tree: Tree, name: string, given: Tree): Tree {
  const what =
    given.is === 'text'
      ? given.text.text
      : itemsOf(given)
          .map((item) => knownText(item) ?? '…')
          .join('.');
  const text = brief(name === 'Ref' ? what : `${name.replace('Fn::', '!')} ${what}`);
  const spot = wholeText({ file: tree.place.file, text: tree.place.excerpt });
  const hole = { text, why: 'is known when the stack is made', kind: 'value' } as const;
  return { is: 'text', text: relocated(holeAt(spot, 0, hole), given), place: tree.place };
}

/** A hole that stands where what it was made of stands. */
function relocated(hole: LocatedText, given: Tree): LocatedText {
  const [run] = hole.runs;
  const source = given.is === 'text' ? given.text : undefined;
  if (run?.hole === undefined || source === undefined || source.runs.length === 0) return hole;
  return holeAt(source, 0, run.hole);
}

function joined(given: Tree): Tree | undefined {
  const [separator, list] = itemsOf(given);
  const between = knownText(separator);
  if (between === undefined || list?.is !== 'list') return undefined;
  const parts: LocatedText[] = [];
  for (const item of list.items.map(resolved)) {
    if (item.is !== 'text') return undefined;
    if (parts.length > 0 && between !== '') parts.push(textAt(item.text, 0, between));
    parts.push(item.text);
  }
  return textTree(joinTexts(parts.filter(({ text }) => text !== '')));
}

/** `${Name}` is a value of the stack or of the map beside the text; `${!Name}` is `${Name}` itself. */
function substituted(given: Tree): Tree | undefined {
  const [template, map] = given.is === 'list' ? given.items : [given];
  if (template?.is !== 'text') return undefined;
  const whole = template.text;
  const values = map === undefined ? undefined : resolved(map);
  const parts: LocatedText[] = [];
  let from = 0;
  for (const { index, 0: written, 1: mark = '', 2: name = '' } of whole.text.matchAll(
    /\$\{(!?)([^}\n]{1,200})\}/g,
  )) {
    const hole = { text: written, why: 'is known when the stack is made', kind: 'value' } as const;
    const value = field(values, name.trim());
    parts.push(sliceText(whole, from, index));
    if (mark === '!')
      parts.push(sliceText(whole, index, index + 2), sliceText(whole, index + 3, index + written.length));
    else parts.push(value?.is === 'text' && isKnown(value.text) ? value.text : holeAt(whole, index, hole));
    from = index + written.length;
  }
  parts.push(sliceText(whole, from));
  const all = parts.filter(({ text }) => text !== '');
  return all.length === 0 ? template : { is: 'text', text: joinTexts(all), place: template.place };
}

/** The resource that a `Ref` or a `Fn::GetAtt` names, before its functions are worked out. */
export function referenced(tree: Tree | undefined): string | undefined {
  const [only] = entriesOf(tree);
  if (only?.key === 'Ref') return knownText(only.value);
  if (only?.key !== 'Fn::GetAtt') return undefined;
  return knownText(itemsOf(only.value)[0])?.split('.', 1)[0];
}
