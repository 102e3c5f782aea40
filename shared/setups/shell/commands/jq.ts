import { holeAt, type LocatedText, placeAt, toValue } from '../../located-text.ts';
import { isKubeletConfig } from '../../node-files/kubelet-config.ts';
import { splitAt, trimText, unquoteText } from '../../split-text.ts';
import { readYaml } from '../../tree/read-yaml.ts';
import { settingsOf } from '../../tree/settings.ts';
import { fileKey } from '../files.ts';
import { type Call, recordGap, type Shell, unknownOutput } from '../shell.ts';
import { operands } from './files.ts';

/**
 * `jq '.a.b = 1' file`: of kubelet's configuration, each assignment is a setting. What it prints is the file with them, so that
 * writing it back leaves nothing open; a filter that does something else does.
 */
export function runJq(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const paths = operands(words, /^(-f|--from-file|--indent)$|^--(slurpfile|rawfile)$/);
  const [filter, ...files] = paths;
  const hole = { text: at.text.slice(0, 60), why: 'is known at run time only', kind: 'value' } as const;
  const output = holeAt(at, 0, hole);
  const file = files.map((path) => fileKey(shell, path)).find(isKubeletConfig) ?? sourceOf(stdin);
  if (filter === undefined || file === undefined || !filter.text.includes('=')) return unknownOutput(at);
  shell.understood.add(hole);
  for (const part of partsOf(filter)) {
    if (!assignment(shell, part, file)) {
      recordGap(shell, part, `${file} is changed by ${toValue(part).text}`, 'kubelet-config');
    }
  }
  return output;
}

/** `cat config.json | jq …` */
function sourceOf(stdin: LocatedText | undefined): string | undefined {
  return stdin?.runs
    .map(({ hole }) => hole?.text)
    .find((text) => text !== undefined && isKubeletConfig(text));
}

/** `.a = 1 | .b = 2` */
function partsOf(filter: LocatedText): readonly LocatedText[] {
  const parts: LocatedText[] = [];
  let rest: LocatedText | undefined = filter;
  while (rest !== undefined && parts.length < 100) {
    const [part, next]: readonly [LocatedText, LocatedText | undefined] = splitAt(rest, ' | ');
    parts.push(trimText(part));
    rest = next;
  }
  return parts;
}

function assignment(shell: Shell, part: LocatedText, path: string): boolean {
  const found =
    /^\.((?:[\w-]+|\."[^"]+"|"[^"]+"|\["[^"]+"\])(?:\.[\w-]+|\."[^"]+"|\["[^"]+"\])*)?\s*(\|=|\+=|\*=|=)/.exec(
      part.text,
    );
  if (found === null) return part.text === '.' || part.text === '';
  const key = (found[1] ?? '')
    .replaceAll(/\[("[^"]+")\]/g, '.$1')
    .replaceAll(/"([\w-]+)"/g, '$1')
    .replace(/^\./, '');
  const [, right] = splitAt(part, '=');
  if (right === undefined) return false;
  const value = trimText(right);
  if (/^[{[]/.test(value.text)) {
    const tree = readYaml(value);
    if (tree.is === 'broken') return false;
    const { settings } = settingsOf('kubelet-config', tree, { prefix: key });
    for (const each of settings.map((setting) => ({ ...setting, certain: shell.certain, path })))
      shell.settings.push(each);
    return true;
  }
  if (!/^("[^"]*"|-?[\d.]+|true|false|null|\uE000|\$\w+)$/.test(value.text) || key === '') return false;
  const text = unquoteText(value);
  const known = toValue(text);
  const unknown = value.text.startsWith('$')
    ? ({ known: false, text: value.text, why: `${value.text} is an argument of jq` } as const)
    : known;
  shell.settings.push({
    of: 'kubelet-config',
    key,
    value: unknown,
    place: placeAt(text, 0),
    certain: shell.certain,
    path,
  });
  return true;
}
