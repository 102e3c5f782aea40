import { kubeletFlags } from '../../kubelet-flags.ts';
import {
  joinTexts,
  type LocatedText,
  noText,
  placeAt,
  sliceText,
  textAt,
  toValue,
} from '../../located-text.ts';
import { readNodeFile } from '../../node-files/read-node-file.ts';
import { splitAt } from '../../split-text.ts';
import { readFile } from '../files.ts';
import { type Call, recordGap, recordSetting, type Shell } from '../shell.ts';

/** `/etc/eks/bootstrap.sh cluster --kubelet-extra-args '…'`: what follows runs on a node that has joined. */
export function runBootstrap(shell: Shell, { words, at }: Call): LocatedText {
  atBootstrap(shell);
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) continue;
    if (!word.text.startsWith('--')) {
      if (index > 0 && /^\uE000+$/.test(word.text)) {
        for (const about of ['bootstrap', 'kubelet-flag'] as const)
          recordGap(shell, word, `${toValue(word).text} may hold any arguments of bootstrap.sh.`, about);
      }
      if (index === 0) recordSetting(shell, 'bootstrap', 'cluster-name', word);
      continue;
    }
    const [flag, joined] = splitAt(word, '=');
    const next = words[index + 1];
    const value = joined ?? next ?? textAt(at, 0, '');
    if (joined === undefined) index++;
    const key = toValue(flag).text.slice(2);
    if (key === 'kubelet-extra-args') recordFlags(shell, value);
    else recordSetting(shell, 'bootstrap', key, value);
    if (key === 'containerd-config-file') readConfig(shell, value);
  }
  const given = shell.variables.get('KUBELET_EXTRA_ARGS')?.[0];
  if (given !== undefined) recordFlags(shell, given);
  shell.phase = 'after-bootstrap';
  return noText;
}

/** A script that bootstraps has its last step before it; an image build has none. */
function atBootstrap(shell: Shell): void {
  if (shell.begun === 'build') return;
  const last = shell.steps.at(-1);
  shell.phase = 'bootstrap';
  if (last?.does === 'run') shell.steps[shell.steps.length - 1] = { ...last, phase: 'bootstrap' };
}

/** `nodeadm init -c file:///path`: it may run in any order with the other steps of AL2023. */
export function runNodeadm(shell: Shell, { words }: Call): LocatedText {
  const [action] = words;
  if (action?.text !== 'init') return noText;
  atBootstrap(shell);
  words.forEach((word, index) => {
    const [flag, joined] = splitAt(word, '=');
    if (flag.text !== '-c' && flag.text !== '--config-source') return;
    const source = joined ?? words[index + 1];
    if (source === undefined || !/^(file:\/\/)?\//.test(source.text)) return;
    const path = sliceText(source, source.text.startsWith('file://') ? 7 : 0);
    const content = readFile(shell, path);
    if (content === undefined) recordGap(shell, source, `${toValue(path).text} is not here to read.`);
  });
  shell.phase = shell.begun === 'build' ? 'build' : 'after-bootstrap';
  return noText;
}

/** `kubelet --flags`, called by hand. */
export function runKubelet(shell: Shell, { words }: Call): LocatedText {
  recordFlags(
    shell,
    joinTexts(words.flatMap((word, index) => (index === 0 ? [word] : [textAt(word, 0, ' '), word]))),
  );
  return noText;
}

/** Records what a line of kubelet flags sets. */
export function recordFlags(shell: Shell, line: LocatedText, path?: string): void {
  const { settings, gaps } = kubeletFlags(line, shell.certain, path);
  for (const each of settings) shell.settings.push(each);
  for (const each of gaps) shell.gaps.push(each);
}

/** `--containerd-config-file`: bootstrap.sh copies it to where containerd reads it. */
function readConfig(shell: Shell, path: LocatedText): void {
  const content = readFile(shell, path);
  if (content === undefined) {
    shell.gaps.push({
      place: placeAt(path, 0),
      why: `${toValue(path).text} is not here to read.`,
      about: 'containerd',
    });
    return;
  }
  const { certain, phase } = shell;
  const read = readNodeFile({ path: '/etc/containerd/config.toml', content, certain, phase });
  for (const each of read.settings ?? []) shell.settings.push(each);
  for (const each of read.gaps ?? []) shell.gaps.push(each);
}
