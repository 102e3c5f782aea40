import { kubeletFlags } from '../kubelet-flags.ts';
import { joinTexts, type LocatedText, placeAt, sliceText, textAt, toValue } from '../located-text.ts';
import type { Gap, Setting } from '../setup.ts';
import { readTemplatedYaml } from '../tree/read-templated-yaml.ts';
import { joinKey, settingsOf } from '../tree/settings.ts';
import { entriesOf, field, itemsOf, restOf, type Tree } from '../tree/tree.ts';
import { tomlSettings } from './containerd.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

/** nodeadm's NodeConfig, by its apiVersion. */
export function isNodeConfig(text: string): boolean {
  return /^\s*["']?apiVersion["']?\s*:\s*["']?node\.eks\.aws\//m.test(text);
}

/** The documents of a NodeConfig file, in order. */
export function readNodeConfig(file: Pick<WrittenFile, 'content' | 'certain'>): NodeFileReading {
  const readings = documentsOf(file.content).map((document) => readDocument(document, file.certain));
  return {
    settings: readings.flatMap(({ settings = [] }) => settings),
    gaps: readings.flatMap(({ gaps = [] }) => gaps),
  };
}

function documentsOf(whole: LocatedText): readonly LocatedText[] {
  const documents: LocatedText[] = [];
  let from = 0;
  for (const { index, 0: line } of whole.text.matchAll(/^---[ \t]*$/gm)) {
    documents.push(sliceText(whole, from, index));
    from = index + line.length;
  }
  return [...documents, sliceText(whole, from)].filter(({ text }) => text.trim() !== '');
}

function readDocument(document: LocatedText, certain: boolean): NodeFileReading {
  const { tree, gaps: left } = readTemplatedYaml(document, 'all', 'The NodeConfig');
  const settings: Setting[] = [];
  const gaps: Gap[] = [...left];
  if (tree === undefined) return { gaps };
  const add = (read: NodeFileReading): void => {
    settings.push(
      ...(read.settings ?? []).map((setting) => ({ ...setting, certain: setting.certain && certain })),
    );
    for (const each of read.gaps ?? []) gaps.push(each);
  };
  add(settingsOf('node-config', withoutPrograms(tree)));
  add(settingsOf('kubelet-config', field(tree, 'spec', 'kubelet', 'config')));
  const flags = field(tree, 'spec', 'kubelet', 'flags');
  // nodeadm makes one line of them, so that the value of a flag may be an item of its own.
  const words = itemsOf(flags).flatMap((flag) =>
    flag.is === 'text' ? [flag.text, textAt(flag.text, flag.text.text.length, ' ')] : [],
  );
  add(kubeletFlags(joinTexts(words), certain));
  const rest = flags?.is === 'list' ? restOf(flags) : undefined;
  if (rest !== undefined && flags !== undefined)
    gaps.push({ place: flags.place, why: `${rest.text} ${rest.why}.`, about: 'kubelet-flag' });
  const containerd = field(tree, 'spec', 'containerd', 'config');
  if (containerd?.is === 'text') {
    if (/^\s*\uE000\s*$/.test(containerd.text.text)) {
      const why = `${toValue(containerd.text).text} holds containerd's configuration.`;
      gaps.push({ place: containerd.place, why, about: 'containerd' });
    } else {
      add(namedPlugins(containerd.text));
      add(tomlSettings('containerd', containerd.text, certain, undefined));
    }
  }
  return { settings, gaps };
}

/**
 * The names of containerd's plugins in its configuration, comments and empty tables among them: nodeadm looks for them in the text to tell
 * for which version of containerd it is.
 */
function namedPlugins(config: LocatedText): NodeFileReading {
  const found = [...config.text.matchAll(/io\.containerd\.\w+\.\w+\.\w+/g)];
  const names = [...new Set(found.map(([name]) => name))].join(' ');
  const whole = toValue(config);
  const value = whole.known
    ? ({ known: true, text: names } as const)
    : { ...whole, text: names, pieces: [names, ''] };
  const first = found.find(([name]) => !name.includes('.grpc.')) ?? found[0];
  return {
    settings: [
      {
        of: 'node-config',
        key: 'spec.containerd.config',
        value,
        place: placeAt(config, first?.index ?? 0),
        certain: true,
      },
    ],
  };
}

/** What belongs to kubelet and containerd is not said twice. */
function withoutPrograms(tree: Tree): Tree {
  const drop = (at: Tree, path: string): Tree => {
    if (at.is !== 'map') return at;
    const entries = entriesOf(at)
      .filter(({ key }) => !inPrograms.test(joinKey(path, key)))
      .map((entry) => ({
        ...entry,
        value: path.split('.').length > 2 ? entry.value : drop(entry.value, joinKey(path, entry.key)),
      }));
    return { ...at, entries };
  };
  return drop(tree, '');
}

const inPrograms = /^(kind|spec\.(kubelet\.(config|flags)|containerd\.config))$/;
