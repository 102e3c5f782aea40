import { type LocatedText, sliceText } from '../../located-text.ts';
import { isDocument } from '../../other-text.ts';
import { kindOf } from '../../user-data/part.ts';

const yamlLine = /^(?:---|[\w"'./-]+\s*:(?:\s|$)|\{|\[|- )/;

/** Programs that are handed objects, on their standard input mostly. */
const appliers = /\b(?:kubectl|eksctl|oc)\s/;

/** The end of each is looked for to the end of the text; a script has none that never ends. */
const mostUnclosed = 20;

/**
 * The parts of a text that are manifests: all of it, or the heredocs of a script that applies them.
 *
 * User data is none, though it may write a static pod's manifest: then the rest of it is what counts.
 */
export function manifestTexts(whole: LocatedText): readonly LocatedText[] {
  const kind = kindOf(whole.text);
  const isScript = kind === 'shell' || kind === 'other-script';
  if ((kind === undefined || kind === 'bottlerocket' || kind === 'node-config') && isYaml(whole.text))
    return [whole];
  const mayBeScript = isScript || (kind === undefined && !isDocument(whole.text));
  return mayBeScript && appliers.test(whole.text) ? heredocs(whole) : [];
}

function isYaml(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text
      .slice(at, end === -1 ? text.length : end)
      .replace(/^\uFEFF/, '')
      .trim();
    if (line !== '' && !/^(?:#|%|\{\{|\{%)/.test(line)) return yamlLine.test(line) && !isDocument(text);
    at = end === -1 ? text.length : end + 1;
  }
  return false;
}

/** The bodies of heredocs, up to a line that is the word and nothing else. */
function heredocs(whole: LocatedText): readonly LocatedText[] {
  const { text } = whole;
  const found: LocatedText[] = [];
  let from = 0;
  let unclosed = 0;
  for (const { index, 0: start, 1: word = '' } of text.matchAll(/<<-?[ \t]*["'\\]?(\w+)["']?[^\n]*\n/g)) {
    const body = index + start.length;
    const end = text.indexOf(`\n${word}\n`, body - 1);
    const stop = end === -1 && text.endsWith(`\n${word}`) ? text.length - word.length : end + 1;
    if (stop <= 0) unclosed++;
    if (unclosed > mostUnclosed) break;
    if (index < from || stop <= 0) continue;
    found.push(sliceText(whole, body, stop));
    from = stop;
  }
  return found;
}
