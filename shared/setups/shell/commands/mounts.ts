import { type LocatedText, noText, toValue, withoutBefore } from '../../located-text.ts';
import { fstabMounts } from '../../node-files/fstab.ts';
import { absolute } from '../files.ts';
import { type Call, type Shell, stepAt } from '../shell.ts';
import { operands } from './files.ts';

/** `mount device path`, `mount -a`, `mount path` of a line in fstab. */
export function runMount(shell: Shell, { words, at }: Call): LocatedText {
  const options = words.map(({ text }) => text).join(' ');
  if (/(^|[ ,=])remount\b|--make-/.test(options)) return noText;
  const label = words.findIndex(({ text }) => /^(-[LU]|--(label|uuid|source))$/.test(text));
  const paths = operands(words, /^(-[otLUO]|--(options|types|label|uuid|source))$/);
  const device = label === -1 ? paths[0] : words[label + 1];
  const path = label === -1 ? paths[1] : paths[0];
  if (device !== undefined && path !== undefined) {
    const where = toValue(absolute(shell, path));
    shell.steps.push({
      ...stepAt(shell, at),
      does: 'mount',
      path: where,
      device: toValue(device),
      by: 'command',
    });
    return noText;
  }
  const all = words.some(({ text }) => /^(-\w*a\w*|--all)$/.test(text));
  for (const mount of fstabLines(shell)) {
    if (!all && toValue(mount.path).text !== device?.text) continue;
    const { path: where, device: what } = mount;
    shell.steps.push({
      ...stepAt(shell, where),
      does: 'mount',
      path: toValue(where),
      device: toValue(what),
      by: 'fstab',
    });
    shell.variables.set(`mounted ${toValue(where).text}`, [where]);
  }
  return noText;
}

function fstabLines(shell: Shell) {
  return (shell.files.get('/etc/fstab') ?? []).flatMap(({ content }) =>
    content === undefined ? [] : fstabMounts(withoutBefore(content)),
  );
}
