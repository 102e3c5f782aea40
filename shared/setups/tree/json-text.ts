import { type Hole, holeAt, joinTexts, type LocatedText, sliceText, textAt } from '../located-text.ts';
import type { Entry, Tree } from './tree.ts';

const plain = /^(?:true|false|-?\d{1,15}(?:\.\d{1,15})?)$/;

/** Trees that hold others many times over end here. */
const mostParts = 20_000;

/** A tree as JSON, which YAML's readers read as well: `jsonencode` and `yamlencode`. Its scalars keep their places. */
export function jsonText(tree: Tree, source: LocatedText, offset: number): LocatedText {
  const mark = (text: string): LocatedText => textAt(source, offset, text);
  const parts: LocatedText[] = [];
  const visit = (at: Tree, indent: string): void => {
    if (parts.length > mostParts) return;
    if (at.is === 'null') parts.push(mark('null'));
    else if (at.is === 'text' && plain.test(at.text.text)) parts.push(at.text);
    else if (at.is === 'text') parts.push(mark('"'), ...escapedParts(at.text, mark), mark('"'));
    else if (at.is === 'list')
      visitAll(at.items, ['[', ']'], indent, at.rest, (item) => visit(item, `${indent}  `));
    else
      visitAll(at.entries, ['{', '}'], indent, at.rest, ({ key, value }: Entry) => {
        parts.push(mark(`${JSON.stringify(key)}: `));
        visit(value, `${indent}  `);
      });
  };
  const visitAll = <T>(
    all: readonly T[],
    [open, close]: readonly [string, string],
    indent: string,
    rest: Hole | undefined,
    one: (item: T) => void,
  ): void => {
    parts.push(mark(open));
    for (const [index, item] of all.entries()) {
      parts.push(mark(`${index === 0 ? '' : ','}\n${indent}  `));
      one(item);
    }
    if (rest !== undefined) {
      parts.push(
        mark(all.length === 0 ? '"' : ', "'),
        holeAt(source, offset, rest),
        mark(open === '{' ? '": ""' : '"'),
      );
    }
    parts.push(mark(`\n${indent}${close}`));
  };
  visit(tree, '');
  if (parts.length > mostParts)
    return holeAt(source, offset, { text: '…', why: 'gets too long', kind: 'value' });
  return joinTexts(parts);
}

function escapedParts(text: LocatedText, mark: (text: string) => LocatedText): readonly LocatedText[] {
  const parts: LocatedText[] = [];
  let from = 0;
  for (let at = 0; at < text.text.length; at++) {
    const character = text.text[at] ?? '';
    const spelled = JSON.stringify(character).slice(1, -1);
    if (spelled === character || character === '\uE000') continue;
    parts.push(sliceText(text, from, at), mark(spelled));
    from = at + 1;
  }
  parts.push(sliceText(text, from));
  return parts.filter((part) => part.text !== '');
}
