import { joinTexts, type LocatedText, sliceText, textAt } from '../located-text.ts';
import { linesOf } from '../split-text.ts';

/** Texts that are edited line by line; longer ones are not written by hand. */
const mostLines = 5000;

/**
 * What a sed script makes of a text: `s/a/b/[g]` without wildcards, `/a/d`, `/a/a b`, `/a/i b`, `$ a b`, `d`. Nothing where it uses more
 * than that.
 */
export function editText(text: LocatedText, script: string): LocatedText | undefined {
  const trimmed = script.trim();
  const lines = linesOf(text);
  if (lines.length > mostLines) return undefined;
  const substitute = /^s([/|#,@!:%])/.exec(trimmed);
  if (substitute?.[1] !== undefined) return substituted(lines, trimmed.slice(2), substitute[1]);
  if (trimmed === 'd') return textAt(text, 0, '');
  const addressed = /^(\$|\/((?:[^/\\]|\\.)*)\/)\s*([daic])\s*\\?\s*([\s\S]*)$/.exec(trimmed);
  if (addressed === null) return undefined;
  const [, address, pattern = '', verb, argument = ''] = addressed;
  const literal = address === '$' ? undefined : literalOf(pattern);
  if (address !== '$' && literal === undefined) return undefined;
  const last = lines.length - (lines.at(-1)?.text === '' ? 2 : 1);
  return joined(
    lines.flatMap((line, index) => {
      if (literal === undefined ? index !== last : !isFound(line.text, literal)) return [line];
      const added = textAt(line, 0, argument);
      if (verb === 'd') return [];
      if (verb === 'a') return [line, added];
      return verb === 'i' ? [added, line] : [added];
    }),
  );
}

function substituted(
  lines: readonly LocatedText[],
  rest: string,
  separator: string,
): LocatedText | undefined {
  const parts = rest.split(separator);
  const [pattern = '', replacement = '', flags = ''] = parts;
  if (parts.length !== 3 || !/^g?$/.test(flags) || /[\\&]/.test(replacement)) return undefined;
  const whole = /^\^?([^\\.*[\]^$]*)\.\*\$?$/.exec(pattern)?.[1];
  const literal = whole ?? literalOf(pattern);
  if (literal === undefined) return undefined;
  const start = literal.startsWith('^') || pattern.startsWith('^');
  const bare = literal.replace(/^\^/, '');
  if (bare === '') return undefined;
  const growth = lines.reduce((sum, { text }) => sum + text.split(bare).length - 1, 0);
  if (growth > 2000) return undefined;
  return joined(
    lines.map((line) => {
      const parts: LocatedText[] = [];
      let from = 0;
      let at = line.text.indexOf(bare);
      while (at !== -1 && !(start && at > 0)) {
        parts.push(sliceText(line, from, at), textAt(line, at, replacement));
        from = whole === undefined ? at + bare.length : line.text.length;
        at = flags === 'g' ? line.text.indexOf(bare, from) : -1;
      }
      parts.push(sliceText(line, from));
      return joinTexts(parts);
    }),
  );
}

/** A pattern that stands for itself, perhaps at a line's start; nothing where it has wildcards. */
export function literalOf(pattern: string): string | undefined {
  const plain = pattern.replaceAll(/\\([/.[\]*$"'-])/g, '$1');
  const special = pattern.replaceAll(/\\[/.[\]*$"'-]/g, '').replace(/^\^/, '');
  return /[\\*[\]$^]|\.\*/.test(special) || plain === '' ? undefined : plain;
}

/** Whether a line has what `literalOf` made of a pattern. */
export function isFound(line: string, literal: string): boolean {
  return literal.startsWith('^') ? line.startsWith(literal.slice(1)) : line.includes(literal);
}

function joined(lines: readonly LocatedText[]): LocatedText {
  return joinTexts(lines.flatMap((line, index) => (index === 0 ? [line] : [textAt(line, 0, '\n'), line])));
}
