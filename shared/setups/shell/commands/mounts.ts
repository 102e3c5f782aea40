import { isKnown, type LocatedText, noText, sliceText, toValue, withoutBefore } from '../../located-text.ts';
import { fstabMounts } from '../../node-files/fstab.ts';
import { absolute } from '../files.ts';
import { type Call, type Shell, type Status, stepAt, unknownOutput } from '../shell.ts';
import { operands } from './files.ts';

/** `mount device path`, `mount -a`, `mount path` of a line in fstab. */
export function runMount(shell: Shell, { words, at }: Call): LocatedText {
  const options = words.map(({ text }) => text).join(' ');
  if (/(^|[ ,=])remount\b|--make-/.test(options)) return noText;
  const label = words.findIndex(({ text }) => /^(-[LU]|--(label|uuid|source))$/.test(text));
  const paths = operands(words, /^(-[otLUO]|--(options|types|label|uuid|source))$/);
  const device = lowerOf(words) ?? (label === -1 ? paths[0] : words[label + 1]);
  const path = label === -1 ? paths[1] : paths[0];
  if (device !== undefined && path !== undefined) return mountAt(shell, device, path, at);
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

function mountAt(shell: Shell, device: LocatedText, path: LocatedText, at: LocatedText): LocatedText {
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

/** What is under an overlay is seen through it: the lowest of its folders. */
function lowerOf(words: readonly LocatedText[]): LocatedText | undefined {
  for (const word of words) {
    const found = /(?:^|,)lowerdir=(?:[^,]*:)?([^,:]+)/.exec(word.text);
    const [whole, lowest = ''] = found ?? [];
    if (found === null || whole === undefined) continue;
    const end = found.index + whole.length;
    return sliceText(word, end - lowest.length, end);
  }
  return undefined;
}

/** `systemd-mount DEVICE PATH`; with one word alone systemd makes up the path. */
export function runSystemdMount(shell: Shell, { words, at }: Call): LocatedText {
  const [device, path] = operands(words, /^(-[tHMoprG]|--(type|options|owner|property|host|machine))$/);
  const undoes = words.some(({ text }) => /^(-u|--umount|--unmount|--list)$/.test(text));
  return device === undefined || path === undefined || undoes ? noText : mountAt(shell, device, path, at);
}

/** `zpool create -m PATH POOL …`, and `zfs create -o mountpoint=PATH POOL/NAME`: ZFS mounts what it makes. */
export function runZfs(shell: Shell, { words, at }: Call): LocatedText {
  const [deed] = words;
  if (deed?.text !== 'create' && deed?.text !== 'set') return noText;
  const flag = words.findIndex(({ text }) => text === '-m');
  const option = words.findLast(({ text }) => /^(-[oO])?mountpoint=/.test(text));
  const path = flag === -1 ? option && sliceText(option, option.text.indexOf('=') + 1) : words[flag + 1];
  const [pool] = operands(words.slice(1), /^-[oOmRtbV]$/).filter(({ text }) => !text.includes('='));
  if (pool === undefined || path === undefined || !path.text.startsWith('/')) return noText;
  return mountAt(shell, pool, path, at);
}

/** Where every image mounts something by itself. */
const ofTheImage = /^\/(?:|boot(?:\/efi)?|dev(?:\/.*)?|proc(?:\/.*)?|sys(?:\/.*)?|run(?:\/.*)?|tmp)$/;

/** `mountpoint PATH` and `findmnt PATH`: of a new node that is what the script has mounted so far. */
export function askMounted(shell: Shell, { words, at }: Call): LocatedText {
  const [path, ...others] = operands(words, /^(-[oOtNF]|--(output|types|options|tab-file))$/);
  const where = path === undefined ? undefined : absolute(shell, path);
  shell.status =
    where !== undefined && isKnown(where) && others.length === 0 ? isMounted(shell, where.text) : 'open';
  return unknownOutput(at);
}

function isMounted(shell: Shell, path: string): Status {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (!plain.startsWith('/') || plain.startsWith('/dev/') || ofTheImage.test(plain)) return 'open';
  const mounts = shell.steps.filter((step) => step.does === 'mount');
  const touched = mounts.some((step) => !step.path.known || step.path.text.replace(/\/+$/, '') === plain);
  return touched ? 'open' : 'no';
}

function fstabLines(shell: Shell) {
  return (shell.files.get('/etc/fstab') ?? []).flatMap(({ content }) =>
    content === undefined ? [] : fstabMounts(withoutBefore(content)),
  );
}
