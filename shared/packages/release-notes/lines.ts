import { codeFences } from './prose.ts';

/** A line of the notes' Markdown, outside of code. */
export interface Line {
  /** From 1, or from where the document begins in a larger one. */
  readonly line: number;
  readonly kind: 'item' | 'heading' | 'quote' | 'words';
  /** Columns before the text of a list item; 0 for all else. */
  readonly indent: number;
  /** Without the marker of a list item, a heading or a quote. */
  readonly text: string;
}

/** The longest line that is read for its meaning has some 400 characters; patterns need not look at more. */
const lineLength = 2_000;

const shapes = [
  ['item', /^(\s*)[*+-]\s+(.*)$/],
  ['heading', /^( {0,3})#{1,6}\s+(.*)$/],
  ['quote', /^( {0,3})>(.*)$/],
] as const;

/** The lines of a Markdown text that have words, without what is in code. */
export function readLines(text: string, firstLine: number): readonly Line[] {
  const inCode = codeFences();
  return text.split(/\r?\n/).flatMap((written, index): Line[] => {
    if (inCode(written) || written.trim() === '') return [];
    const line = firstLine + index;
    const short = written.slice(0, lineLength);
    for (const [kind, shape] of shapes) {
      const found = shape.exec(short);
      if (found === null) continue;
      return [
        { line, kind, indent: kind === 'item' ? (found[1] ?? '').length : 0, text: (found[2] ?? '').trim() },
      ];
    }
    return [{ line, kind: 'words', indent: 0, text: short.trim() }];
  });
}
