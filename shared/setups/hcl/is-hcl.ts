/** Words that begin a block in Terraform's and Packer's files. */
const words: ReadonlySet<string> = new Set([
  'build',
  'check',
  'data',
  'import',
  'local',
  'locals',
  'module',
  'moved',
  'output',
  'packer',
  'provider',
  'removed',
  'resource',
  'source',
  'terraform',
  'variable',
]);

/**
 * Whether the first thing that is no comment begins a block: a README with examples of Terraform in it does not, though its
 * headings look like comments.
 */
export function isHcl(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end).trim();
    if (line.startsWith('/*')) {
      const close = text.indexOf('*/', at);
      if (close === -1) return false;
      at = close + 2;
    } else if (line === '' || line.startsWith('#') || line.startsWith('//')) {
      at = end === -1 ? text.length : end + 1;
    } else return words.has(/^\w+/.exec(line.replace(/^\uFEFF/, ''))?.[0] ?? '');
  }
  return false;
}
