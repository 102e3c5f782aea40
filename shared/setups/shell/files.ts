import {
  holeAt,
  isKnown,
  isTooLong,
  joinTexts,
  type LocatedText,
  placeAt,
  textAt,
  toValue,
  wholeText,
} from '../located-text.ts';
import type { NodeFile, Step } from '../setup.ts';
import { type FileVersion, recordGap, type Shell, spend, stepAt } from './shell.ts';

type How = Extract<Step, { does: 'write' }>['how'];

/** Files that every image has, whose own content a script does not tell. */
const ofTheImage =
  /^\/(etc\/(resolv\.conf|hosts|fstab|environment|profile|sysctl\.conf|yum\.conf|dnf\/dnf\.conf|containerd\/config\.toml|kubernetes\/kubelet\/(kubelet-config|config)\.json|eks\/bootstrap\.sh|eks\/containerd\/[^/]+|systemd\/system\/kubelet\.service)|usr\/|lib\/)/;

/** Where the image, or the system when it starts, has files that no list names. */
const mayBeThere =
  /^\/(run|var\/run|proc|sys|dev|boot|etc\/(sysconfig|systemd|yum\.repos\.d|dnf|ssh|pam\.d|security|cloud|udev|logrotate\.d|profile\.d|default|selinux|pki|ssl|chrony[^/]*|passwd|group|shadow|crontab|locale\.conf|hostname|os-release|system-release|bashrc|nsswitch\.conf|rsyslog\.[^/]+|sudoers[^/]*))(\/|$)/;

/** What is known of files of the image, whose name servers are the node's own. */
const resolver = 'nameserver (of the node)\n';
const imageTexts: ReadonlyMap<string, string> = new Map([
  ['/dev/null', ''],
  ['/etc/resolv.conf', resolver],
  ['/run/systemd/resolve/resolv.conf', resolver],
  ['/run/systemd/resolve/stub-resolv.conf', resolver],
]);

/** Whether a new node may have such a file before any script has written it. */
export function mayImageHave(key: string): boolean {
  return ofTheImage.test(key) || mayBeThere.test(key);
}

/** The path that a word means where the script stands. */
export function absolute(shell: Shell, path: LocatedText): LocatedText {
  if (/^[/~\uE000]/.test(path.text) || path.text === '') return path;
  const [where] = shell.variables.get('PWD') ?? [];
  if (where === undefined) return path;
  const tail = path.text.startsWith('./') ? 2 : 0;
  const parts = [where, textAt(path, 0, where.text.endsWith('/') ? '' : '/'), { ...path }];
  return tail === 0 ? joinTexts(parts) : joinTexts([where, textAt(path, 0, `/${path.text.slice(tail)}`)]);
}

/** The name under which a file's content is kept: a path with unknown parts has them as they are written. */
export function fileKey(shell: Shell, path: LocatedText): string {
  return toValue(absolute(shell, path)).text.replaceAll(/\/{2,}/g, '/');
}

/** Records a write, and keeps what the file then holds. */
export function writeFile(
  shell: Shell,
  path: LocatedText,
  content: LocatedText,
  how: How,
  at: LocatedText,
): void {
  spend(shell, content);
  const key = fileKey(shell, path);
  if (/^\/dev\/(?!shm\/)/.test(key) || key.startsWith('/proc/')) return;
  const full = toValue(absolute(shell, path));
  shell.steps.push({ ...stepAt(shell, at), does: 'write', path: full, how, content: toValue(content) });
  if (path.text.startsWith('\uE000'))
    recordGap(shell, at, `It writes to a path that is known at run time only: ${full.text}.`);
  keepFile(shell, key, content, how, at);
}

/** Keeps what a file holds from here on; a removed one holds nothing. */
export function keepFile(
  shell: Shell,
  key: string,
  content: LocatedText | undefined,
  how: How,
  at: LocatedText,
): void {
  const before = shell.files.get(key) ?? [];
  const { certain } = shell;
  if (how === 'append' && content !== undefined) {
    const from = before.length > 0 ? before : [imageVersion(key, at)];
    const versions = from.map((old) => ({
      ...old,
      content: bounded(joinTexts([old.content ?? textAt(at, 0, ''), content]), key, at),
    }));
    shell.files.set(key, versions);
    return;
  }
  const doubtful = shell.mayHaveEnded ? before.map((old) => ({ ...old, certain: false })) : [];
  shell.files.set(key, [...doubtful, { content: content && bounded(content, key, at), at, certain }]);
}

/** A file that is written to in a loop without an end is just unknown. */
function bounded(content: LocatedText, key: string, at: LocatedText): LocatedText {
  if (!isTooLong(content)) return content;
  return holeAt(at, 0, { text: key, why: 'gets too long to follow', kind: 'value' });
}

function imageVersion(key: string, at: LocatedText): FileVersion {
  const own = holeAt(at, 0, { text: '', why: `The image has a ${key} of its own`, kind: 'before' });
  return { content: ofTheImage.test(key) ? own : textAt(at, 0, ''), at, certain: true };
}

/** What a file holds here, where one content is known to the script; nothing where it never wrote it. */
export function readFile(shell: Shell, path: LocatedText): LocatedText | undefined {
  const key = fileKey(shell, path);
  if (key === '/dev/stdin') return shell.stdin;
  const versions = shell.files.get(key) ?? [];
  const [version] = versions;
  if (version === undefined) {
    const own = imageTexts.get(key);
    return own === undefined ? undefined : textAt(path, 0, own);
  }
  if (versions.length === 1) return version.content;
  return holeAt(path, 0, { text: path.text, why: 'depends on a condition', kind: 'value' });
}

/** A script as the run finds it: one that it wrote, or another file of the same check. */
export function scriptAt(shell: Shell, path: LocatedText): LocatedText | undefined {
  const written = readFile(shell, path);
  if (written !== undefined || !isKnown(path) || path.text.startsWith('/')) return written;
  const source = shell.context.open(path.text, placeAt(path, 0).file);
  return source === undefined ? undefined : wholeText(source);
}

/** An empty file, unless there is one already. */
export function touchFile(shell: Shell, path: LocatedText, at: LocatedText): void {
  const key = fileKey(shell, path);
  if (shell.files.get(key) !== undefined || mayImageHave(key)) return;
  writeFile(shell, path, textAt(at, 0, ''), 'replace', at);
}

/** Whether a path is a directory, as far as the script shows: it made it, or wrote into it. */
export function isDirectory(shell: Shell, path: LocatedText): boolean {
  if (path.text.endsWith('/') || path.text === '.') return true;
  const start = `${fileKey(shell, path)}/`;
  for (const [key] of shell.files.entries()) if (key.startsWith(start)) return true;
  return shell.variables.get(`directory ${start}`) !== undefined;
}

/** All files at the end of the run. */
export function nodeFiles(shell: Shell): readonly NodeFile[] {
  const files: NodeFile[] = [];
  for (const [path, versions] of shell.files.entries()) {
    for (const { content, at, certain } of versions) {
      if (content === undefined) continue;
      files.push({ path, content: toValue(content), place: placeAt(at, 0), certain });
    }
  }
  return files;
}
