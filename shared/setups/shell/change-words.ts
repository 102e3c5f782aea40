import { holeAt, isKnown, joinTexts, type LocatedText, noText, sliceText, textAt } from '../located-text.ts';

/** `${name%suffix}`, `${name#prefix}`, `${name^^}`, of texts without wildcards. */
export function trimmed(
  own: LocatedText,
  value: LocatedText,
  operator: string,
  pattern: LocatedText,
): LocatedText {
  const plain = isKnown(value) && isKnown(pattern) && !/[*?[\\]/.test(pattern.text);
  if (plain && operator.startsWith('%')) {
    return value.text.endsWith(pattern.text)
      ? sliceText(value, 0, value.text.length - pattern.text.length)
      : value;
  }
  if (plain && operator.startsWith('#')) {
    return value.text.startsWith(pattern.text) ? sliceText(value, pattern.text.length) : value;
  }
  if (plain && operator === ',,') return textAt(value, 0, value.text.toLowerCase());
  if (plain && operator === '^^') return textAt(value, 0, value.text.toUpperCase());
  return calculated(own);
}

/** `${name/a/b}` and `${name//a/b}`, of texts without wildcards. */
export function replaced(
  own: LocatedText,
  value: LocatedText,
  pattern: LocatedText,
  by: LocatedText,
  all: boolean,
): LocatedText {
  const plain = [value, pattern, by].every(isKnown) && pattern.text !== '' && !/[*?[\\]/.test(pattern.text);
  if (!plain || value.text.length * (by.text.length + 1) > 100_000) return calculated(own);
  const text = all
    ? value.text.replaceAll(pattern.text, () => by.text)
    : value.text.replace(pattern.text, () => by.text);
  return text === '' ? noText : textAt(value, 0, text);
}

/** `a{b,c}` outside of quotes. */
export function expandBraces(word: LocatedText): readonly LocatedText[] {
  const found = word.text.length > 1000 ? null : /^([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)$/.exec(word.text);
  if (found === null) return [word];
  const [, before = '', inner = '', after = ''] = found;
  const tail = sliceText(word, word.text.length - after.length);
  let from = before.length + 1;
  return inner.split(',').map((part) => {
    const middle = sliceText(word, from, from + part.length);
    from += part.length + 1;
    return joinTexts([sliceText(word, 0, before.length), middle, tail]);
  });
}

function calculated(own: LocatedText): LocatedText {
  const text = own.text.length > 60 ? `${own.text.slice(0, 60)}…` : own.text;
  return holeAt(own, 0, { text, why: 'is calculated at run time', kind: 'value' });
}
