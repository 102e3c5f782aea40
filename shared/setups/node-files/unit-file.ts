import { kubeletFlags } from '../kubelet-flags.ts';
import {
  isKnown,
  joinTexts,
  type LocatedText,
  placeAt,
  sliceText,
  textAt,
  toValue,
} from '../located-text.ts';
import type { Setting } from '../setup.ts';
import { linesOf, splitAt, trimText, unquoteText, wordsOf } from '../split-text.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

interface UnitLine {
  readonly key: string;
  readonly value: LocatedText;
}

/** The settings of a systemd unit; a backslash at a line's end goes on in the next. */
export function unitLines(content: LocatedText): readonly UnitLine[] {
  const found: UnitLine[] = [];
  let open: readonly LocatedText[] = [];
  for (const line of linesOf(content)) {
    if (/^\s*[#;]/.test(line.text)) continue;
    const goesOn = line.text.endsWith('\\');
    const part = goesOn ? sliceText(line, 0, line.text.length - 1) : line;
    const whole = [...open, part];
    open = goesOn ? [...whole, textAt(line, line.text.length - 1, ' ')] : [];
    if (goesOn) continue;
    const [key, value] = splitAt(joinTexts(whole), '=');
    if (value !== undefined && isKnown(key)) found.push({ key: key.text.trim(), value: trimText(value) });
  }
  return found;
}

/** A unit or a drop-in: its environment, and the flags that kubelet's gives to kubelet. */
export function readUnit({ path, content, certain }: WrittenFile): NodeFileReading {
  const settings: Setting[] = [];
  const gaps: NonNullable<NodeFileReading['gaps']>[number][] = [];
  const flags = (line: LocatedText) => {
    const read = kubeletFlags(line, certain, path);
    for (const each of read.settings) settings.push(each);
    for (const each of read.gaps) gaps.push(each);
  };
  const ofKubelet = /\/kubelet\.service(\.d\/|$)/.test(path);
  for (const { key, value } of unitLines(content)) {
    if (key === 'Environment') {
      for (const word of wordsOf(value).map(unquoteText)) {
        const [name, text] = splitAt(word, '=');
        if (text === undefined) continue;
        const inner = unquoteText(text);
        if (ofKubelet && /ARGS|FLAGS|OPTS/.test(name.text)) flags(inner);
        else settings.push(environment(name.text, inner, certain, path));
      }
    }
    if (ofKubelet && key === 'ExecStart') {
      const [, ...words] = wordsOf(value);
      if (words[0] !== undefined) flags(sliceText(value, value.text.indexOf(words[0].text)));
    }
  }
  return { settings, gaps };
}

function environment(key: string, value: LocatedText, certain: boolean, path: string): Setting {
  return { of: 'environment', key, value: toValue(value), place: placeAt(value, 0), certain, path };
}
