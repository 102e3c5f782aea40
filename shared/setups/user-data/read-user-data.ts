import { type LocatedText, placeAt, toValue } from '../located-text.ts';
import { tomlSettings } from '../node-files/containerd.ts';
import { readNodeConfig } from '../node-files/node-config.ts';
import type { ReaderContext } from '../reader.ts';
import type { OperatingSystem, Setup } from '../setup.ts';
import { runCloudScripts, runLater } from '../shell/later.ts';
import { startShell } from '../shell/run-script.ts';
import { recordGap, type Shell } from '../shell/shell.ts';
import { collectParts } from './collect-parts.ts';
import { isTerraform, markDoubts } from './mark-doubts.ts';
import type { Part } from './part.ts';
import { runAlone } from './run-alone.ts';
import {
  type CloudConfig,
  parseCloudConfig,
  runBootCommands,
  runEarlyModules,
  runLateCommands,
  runPackageModule,
} from './run-cloud-config.ts';
import { settle } from './settle.ts';

/** What user data, or a build's script, decides of a node. */
export type UserDataReading = Pick<Setup, 'settings' | 'steps' | 'files' | 'gaps' | 'operatingSystem'>;

/**
 * Reads user data of any form: shell, cloud-config, MIME parts, gzip, base64, NodeConfig.
 *
 * Another file's reader hands over the part of its own text that is the user data, so that places are the outer file's.
 */
export function readUserData(text: LocatedText, context: ReaderContext): UserDataReading {
  if (/^\s*\uE000\s*$/.test(text.text)) return unknownReading(text);
  const shell = startShell(context, 'before-bootstrap');
  const { parts, gaps } = collectParts(text, context);
  for (const each of gaps) shell.gaps.push(each);
  runParts(shell, parts);
  runLater(shell);
  const operatingSystem = systemOf(parts);
  return { ...settle(shell), ...(operatingSystem && { operatingSystem }) };
}

/** Reads the scripts of one image build, which run one after the other on the same machine. */
export function readBuildScripts(texts: readonly LocatedText[], context: ReaderContext): UserDataReading {
  const shell = startShell(context, 'build');
  for (const text of texts) {
    if (/^\s*\uE000\s*$/.test(text.text)) recordGap(shell, text, 'The script is not here to read.');
    else runAlone(shell, () => shell.run(markDoubts(text, isTerraform(text.text) ? 'terraform' : undefined)));
  }
  runLater(shell);
  return settle(shell);
}

function unknownReading(text: LocatedText): UserDataReading {
  const value = toValue(text);
  const why = `The user data is not here to read: ${value.known ? '' : value.why}.`;
  return { settings: [], steps: [], files: [], gaps: [{ place: placeAt(text, 0), why, about: 'all' }] };
}

/** Parts in the order in which a node comes to them: cloud-init's stages, and scripts before `runcmd`. */
function runParts(shell: Shell, parts: readonly Part[]): void {
  const texts = (...kinds: readonly Part['kind'][]) => parts.filter(({ kind }) => kinds.includes(kind));
  for (const { text } of texts('node-config'))
    record(shell, readNodeConfig({ content: text, certain: true }));
  for (const { text } of texts('bottlerocket'))
    record(shell, tomlSettings('bottlerocket', text, true, undefined));
  for (const { text, kind } of texts('powershell', 'include', 'other-script'))
    recordGap(shell, text, reasons[kind] ?? '');
  const configs = texts('cloud-config').flatMap(({ text }): readonly CloudConfig[] => {
    const config = parseCloudConfig(shell, text);
    return config === undefined ? [] : [config];
  });
  shell.phase = 'boothook';
  for (const { text } of texts('boothook')) runAlone(shell, () => shell.run(text));
  for (const config of configs) runBootCommands(shell, config);
  shell.phase = 'before-bootstrap';
  for (const config of configs) runEarlyModules(shell, config);
  for (const config of configs) runPackageModule(shell, config);
  runCloudScripts(shell);
  for (const { text } of texts('shell')) runAlone(shell, () => shell.run(text));
  for (const config of configs) runLateCommands(shell, config);
}

const reasons: Partial<Record<Part['kind'], string>> = {
  powershell: 'PowerShell is not read.',
  include: 'It includes what is not here to read.',
  'other-script': 'It is a script of another language than the shell.',
};

function record(
  shell: Shell,
  read: Pick<UserDataReading, 'gaps' | 'settings'> | ReturnType<typeof readNodeConfig>,
): void {
  for (const each of read.settings ?? []) shell.settings.push(each);
  for (const each of read.gaps ?? []) shell.gaps.push(each);
}

/** The system that alone reads such a part. */
function systemOf(parts: readonly Part[]): OperatingSystem | undefined {
  const has = (kind: Part['kind']) => parts.some((part) => part.kind === kind);
  if (has('powershell')) return 'Windows';
  if (has('bottlerocket')) return 'Bottlerocket';
  return has('node-config') ? 'AL2023' : undefined;
}
