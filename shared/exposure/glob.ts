import { type Truth, truthOf } from './truth.ts';

/**
 * Whether the whole text is like the pattern, in which `*` stands for any characters, none too.
 *
 * Each piece between stars is searched for once, from the left, and never again: a longer text takes longer in
 * proportion, whatever the pattern.
 */
export function isLike(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/**
 * Whether the path is one that the glob names, as Go's filepath.Glob takes it: a star stands for what is within one folder's name.
 * Unknown where a part of the glob has `?`, `[` or a backslash, and all others fit.
 */
export function isNamedBy(path: string, glob: string): Truth {
  const names = path.split('/');
  const patterns = glob.split('/');
  if (names.length !== patterns.length) return 'no';
  const isOpen = (pattern: string) => /[?[\\]/.test(pattern);
  const fits = names.every((name, index) => {
    const pattern = patterns[index] ?? '';
    return isOpen(pattern) || isLike(name, pattern);
  });
  return fits && patterns.some(isOpen) ? 'unknown' : truthOf(fits);
}
