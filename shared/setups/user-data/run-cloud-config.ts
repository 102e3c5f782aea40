import { holeAt, isKnown, type LocatedText, placeAt, toValue } from '../located-text.ts';
import type { Phase, Setting, Step } from '../setup.ts';
import { callWords } from '../shell/call-words.ts';
import { writeFile } from '../shell/files.ts';
import { recordGap, type Shell } from '../shell/shell.ts';
import { readTemplatedYaml } from '../tree/read-templated-yaml.ts';
import { settingsOf } from '../tree/settings.ts';
import { entriesOf, field, itemsOf, knownText, restOf, type TextTree, type Tree } from '../tree/tree.ts';
import { decodeBase64 } from './decode.ts';
import { runAlone } from './run-alone.ts';

/** A cloud-config, parsed. Its modules run at several times, not in the order in which they are written. */
export interface CloudConfig {
  readonly tree: Tree;
}

/** Parses a cloud-config and records its settings; one that cannot be parsed is a gap: cloud-init drops it, and says so in a log. */
export function parseCloudConfig(shell: Shell, text: LocatedText): CloudConfig | undefined {
  const { tree, gaps: left } = readTemplatedYaml(text, 'all', 'The cloud-config');
  for (const each of left) shell.gaps.push(each);
  if (tree === undefined) return undefined;
  const { settings, gaps } = settingsOf('cloud-config', tree);
  for (const each of settings.filter(({ key }: Setting) => !/^write_files\[\d+\]\.content$/.test(key)))
    shell.settings.push(each);
  for (const each of gaps) shell.gaps.push(each);
  if (tree.is === 'text' && tree.text.text.trim() !== '')
    recordGap(shell, text, 'The cloud-config is no map.');
  return { tree };
}

/** `bootcmd`, at every start before most else. */
export function runBootCommands(shell: Shell, { tree }: CloudConfig): void {
  inPhase(shell, shell.begun === 'build' ? 'build' : 'boothook', () =>
    runCommands(shell, field(tree, 'bootcmd')),
  );
}

/** `write_files`, then mounts: all of it before packages and scripts. */
export function runEarlyModules(shell: Shell, { tree }: CloudConfig): void {
  for (const file of itemsOf(field(tree, 'write_files'))) {
    if (isTrue(field(file, 'defer'))) continue;
    writeOne(shell, file);
  }
  for (const mount of itemsOf(field(tree, 'mounts'))) {
    const [device, path] = itemsOf(mount);
    if (device?.is !== 'text' || path?.is !== 'text' || !/^[/\uE000]/.test(path.text.text)) continue;
    shell.steps.push({
      ...base(shell, path.text),
      does: 'mount',
      path: toValue(path.text),
      device: toValue(device.text),
      by: 'cloud-config',
    });
  }
}

/** `package_upgrade` and `packages`, then files that wait for them. */
export function runPackageModule(shell: Shell, { tree }: CloudConfig): void {
  const upgrade = field(tree, 'package_upgrade') ?? field(tree, 'apt_upgrade');
  if (upgrade?.is === 'text' && isTrue(upgrade))
    shell.steps.push({ ...base(shell, upgrade.text), ...byCloudInit, action: 'update', names: [] });
  const packages = field(tree, 'packages');
  const names = itemsOf(packages).flatMap((item) => {
    const name =
      item.is === 'map'
        ? entriesOf(item).flatMap(({ value }) => itemsOf(value))
        : item.is === 'list'
          ? item.items.slice(0, 1)
          : [item];
    return name.flatMap((each) => (each.is === 'text' ? [each.text] : []));
  });
  const [first] = names;
  if (first !== undefined)
    shell.steps.push({ ...base(shell, first), ...byCloudInit, action: 'install', names: names.map(toValue) });
  for (const file of itemsOf(field(tree, 'write_files')))
    if (isTrue(field(file, 'defer'))) writeOne(shell, file);
}

/** `runcmd`: one script, after those of the user data. */
export function runLateCommands(shell: Shell, { tree }: CloudConfig): void {
  runCommands(shell, field(tree, 'runcmd'));
}

const byCloudInit = { does: 'packages', manager: 'cloud-init', options: [] } as const;

function base(shell: Shell, at: LocatedText): Pick<Step, 'place' | 'phase' | 'certain'> {
  return { place: placeAt(at, 0), phase: shell.phase, certain: shell.certain };
}

function isTrue(tree: Tree | undefined): boolean {
  return /^(true|yes|on|1)$/i.test(knownText(tree) ?? '');
}

function runCommands(shell: Shell, commands: Tree | undefined): void {
  const rest = restOf(commands);
  if (rest !== undefined && commands !== undefined) {
    shell.gaps.push({
      place: commands.place,
      why: `Commands of cloud-init are known at run time only: ${rest.text} ${rest.why}.`,
      about: 'all',
    });
  }
  runAlone(shell, () => {
    for (const command of itemsOf(commands)) {
      if (command.is === 'text') shell.run(command.text);
      if (command.is !== 'list') continue;
      const words = command.items.flatMap((item) => (item.is === 'text' ? [item.text] : []));
      const [first] = words;
      if (first !== undefined) callWords(shell, words, first);
    }
  });
}

function writeOne(shell: Shell, file: Tree): void {
  const path = field(file, 'path');
  if (path?.is !== 'text') return;
  const content = field(file, 'content');
  const encoding = knownText(field(file, 'encoding')) ?? '';
  const text = content?.is === 'text' ? contentOf(shell, content, encoding) : holeFor(path);
  writeFile(shell, path.text, text, isTrue(field(file, 'append')) ? 'append' : 'replace', path.text);
}

function contentOf(shell: Shell, content: TextTree, encoding: string): LocatedText {
  if (!/b64|base64|gz/i.test(encoding)) return content.text;
  const decoded = decodeBase64(content.text, shell.context);
  if (decoded !== undefined && isKnown(content.text)) return decoded;
  return holeAt(content.text, 0, {
    text: 'The content',
    why: `is not to be decoded as ${encoding}`,
    kind: 'value',
  });
}

function holeFor(path: TextTree): LocatedText {
  return holeAt(path.text, 0, { text: path.text.text, why: 'has a content from elsewhere', kind: 'value' });
}

function inPhase(shell: Shell, phase: Phase, run: () => void): void {
  const { phase: before } = shell;
  shell.phase = phase;
  run();
  shell.phase = before;
}
