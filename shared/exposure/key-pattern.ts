/**
 * The parts of a dotted key: `a."b.c"[0].d` is a, b.c, [0] and d.
 *
 * Quotes only keep dots and brackets from parting; they do not belong to the part.
 */
export function partsOf(key: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let started = false;
  const end = () => {
    if (started) parts.push(part);
    part = '';
    started = false;
  };
  for (let at = 0; at < key.length; at++) {
    const char = key.charAt(at);
    if (char === '"') {
      const close = key.indexOf('"', at + 1);
      const until = close === -1 ? key.length : close;
      part += key.slice(at + 1, until);
      started = true;
      at = until;
    } else if (char === '.') {
      end();
    } else if (char === '[') {
      end();
      const close = key.indexOf(']', at);
      const until = close === -1 ? key.length - 1 : close;
      parts.push(key.slice(at, until + 1));
      at = until;
    } else {
      part += char;
      started = true;
    }
  }
  end();
  return parts;
}

/** Whether a key's parts fit the pattern's: `*` is any one name, `[*]` any place in a list, a last `**` one part or more. */
export function fitsKey(parts: readonly string[], pattern: readonly string[]): boolean {
  const open = pattern.at(-1) === '**';
  const fixed = open ? pattern.slice(0, -1) : pattern;
  if (open ? parts.length <= fixed.length : parts.length !== fixed.length) return false;
  return fitsStart(parts, fixed);
}

/** Whether the key begins with what fits the pattern. */
export function fitsStart(parts: readonly string[], pattern: readonly string[]): boolean {
  if (parts.length < pattern.length) return false;
  return pattern.every((wanted, index) => {
    const part = parts[index] ?? '';
    if (wanted === '[*]') return part.startsWith('[');
    return wanted === part || (wanted === '*' && !part.startsWith('['));
  });
}

/** The key of these parts, with quotes where they are needed. */
export function keyOf(parts: readonly string[]): string {
  return parts
    .map((part, index) => {
      if (/^\[\d+\]$/.test(part)) return part;
      const name = /[.[\]"]/.test(part) ? `"${part}"` : part;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}
