import { kubeletFlags } from '../kubelet-flags.ts';
import { type LocatedText, placeAt, toValue } from '../located-text.ts';
import type { Program, Setting } from '../setup.ts';
import { linesOf, splitAt, trimText, unquoteText } from '../split-text.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

/** sysctl.conf and its drop-ins. */
export function readSysctl(file: WrittenFile): NodeFileReading {
  return {
    settings: pairs(file, 'sysctl').map((setting) => ({
      ...setting,
      key: setting.key.replace(/^-/, '').replaceAll('/', '.'),
    })),
  };
}

/** /etc/environment, and a profile's exports. Those that bootstrap.sh reads are its arguments. */
export function readEnvironment(file: WrittenFile): NodeFileReading {
  const settings = pairs(file, 'environment').map((setting) => ({
    ...setting,
    key: setting.key.replace(/^export\s+/, ''),
  }));
  const flags = assignments(file.content).filter(({ name }) =>
    /(^|\s)KUBELET_(EXTRA_)?(ARGS|FLAGS)$/.test(name.text),
  );
  const read = flags.map(({ value }) => kubeletFlags(value, file.certain, file.path));
  return {
    settings: [...settings, ...read.flatMap((each) => each.settings)],
    gaps: read.flatMap(({ gaps }) => gaps),
  };
}

function pairs({ path, content, certain }: WrittenFile, of: Program): readonly Setting[] {
  return assignments(content).map(({ name, value }) => ({
    of,
    key: toValue(name).text,
    value: toValue(value),
    place: placeAt(value.text === '' ? name : value, 0),
    certain,
    path,
  }));
}

function assignments(
  content: LocatedText,
): readonly { readonly name: LocatedText; readonly value: LocatedText }[] {
  return linesOf(content).flatMap((line) => {
    if (/^\s*[#;]/.test(line.text)) return [];
    const [name, value] = splitAt(line, '=');
    return value === undefined ? [] : [{ name: trimText(name), value: unquoteText(trimText(value)) }];
  });
}
