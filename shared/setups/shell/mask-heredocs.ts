/**
 * The script for the parser, which ends a heredoc at a line that only begins with its delimiter: `EOF` at `EOF2`, `E` at `ExecStart=`.
 * Such a line gets another first letter. Offsets stay, and texts are taken from the script itself.
 */
export function maskHeredocs(script: string): string {
  if (!script.includes('<<')) return script;
  const open: { readonly delimiter: string; readonly tabs: boolean }[] = [];
  return script
    .split('\n')
    .map((line) => {
      const [heredoc] = open;
      if (heredoc === undefined) {
        open.push(...heredocsOf(line));
        return line;
      }
      const indent = heredoc.tabs ? (/^\t*/.exec(line)?.[0].length ?? 0) : 0;
      const { delimiter } = heredoc;
      if (!line.startsWith(delimiter, indent)) return line;
      if (line.length === indent + delimiter.length || line.slice(indent + delimiter.length) === '\r') {
        open.shift();
        return line;
      }
      const other = delimiter.startsWith('x') ? 'y' : 'x';
      return `${line.slice(0, indent)}${other}${line.slice(indent + 1)}`;
    })
    .join('\n');
}

function heredocsOf(line: string): readonly { readonly delimiter: string; readonly tabs: boolean }[] {
  if (!line.includes('<<') || line.trimStart().startsWith('#')) return [];
  return [...line.matchAll(/(?<!<)<<(-?)[ \t]*\\?["']?([A-Za-z_]\w{0,80})/g)].map(
    ({ 1: dash, 2: delimiter = '' }) => ({
      delimiter,
      tabs: dash === '-',
    }),
  );
}
