import { holeAt, isKnown, type LocatedText, noText, sliceText, textAt, toValue } from '../../located-text.ts';
import { isKubeletConfig } from '../../node-files/kubelet-config.ts';
import { editText } from '../edit-text.ts';
import { fileKey, readFile, writeFile } from '../files.ts';
import { type Call, recordGap, type Shell, unknownOutput } from '../shell.ts';
import { recordFlags } from './bootstrap.ts';

/** `sed -i script files`: simple edits are made in files whose content is known; of others the content becomes unknown. */
export function runSed(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const inPlace = words.some(({ text }) => /^(-[a-zA-Z]*i|--in-place)/.test(text));
  // With `-n` nothing stays that no `p` prints, which is not followed.
  const quiet = words.some(({ text }) => /^(-[a-zA-Z]*n[a-zA-Z]*|--quiet|--silent)$/.test(text));
  const { scripts, files } = argumentsOf(words);
  if (!inPlace) {
    const source = files[0] === undefined ? stdin : readFile(shell, files[0]);
    return (source === undefined || quiet ? undefined : edited(source, scripts)) ?? unknownOutput(at);
  }
  for (const file of files) {
    const before = readFile(shell, file);
    const after = before === undefined || quiet ? undefined : edited(before, scripts);
    const path = fileKey(shell, file);
    const edit = before === undefined && words.every(isKnown) ? plainEdit(scripts) : undefined;
    const hole = {
      text: toValue(at).text.slice(0, 60),
      why: `changes ${path}`,
      kind: 'value',
      ...(edit !== undefined && { edit }),
    } as const;
    writeFile(shell, file, after ?? holeAt(at, 0, hole), 'edit', at);
    if (after === undefined && isKubeletConfig(path)) {
      recordGap(shell, at, `${path} is changed by a script of sed`, 'kubelet-config');
    }
    if (/\/eks\/bootstrap\.sh$/.test(path)) editBootstrap(shell, scripts, at);
  }
  return noText;
}

function edited(text: LocatedText, scripts: readonly LocatedText[]): LocatedText | undefined {
  let result: LocatedText | undefined = text;
  for (const script of scripts)
    result = result === undefined || !isKnown(script) ? undefined : editText(result, script.text);
  return result;
}

/** The text of scripts that bring nothing into a file but what they spell out. */
function plainEdit(scripts: readonly LocatedText[]): string | undefined {
  const isPlain = scripts.every(
    ({ text }) => /^\s*(?:\/[^/]*\/|\$|\d+)?\s*[saicd]/.test(text) && !/[;\n]\s*[reR]\b/.test(text),
  );
  return isPlain ? scripts.map(({ text }) => text).join('\n') : undefined;
}

function argumentsOf(words: readonly LocatedText[]): {
  readonly scripts: readonly LocatedText[];
  readonly files: readonly LocatedText[];
} {
  const scripts: LocatedText[] = [];
  const rest: LocatedText[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) continue;
    const next = words[index + 1];
    if (/^(-[nErsz]*e|--expression)$/.test(word.text) && next !== undefined) {
      scripts.push(next);
      index++;
    } else if (word.text.startsWith('--expression=')) scripts.push(sliceText(word, '--expression='.length));
    else if (!word.text.startsWith('-')) rest.push(word);
  }
  return scripts.length > 0 ? { scripts, files: rest } : { scripts: rest.slice(0, 1), files: rest.slice(1) };
}

/**
 * Edits of bootstrap.sh put flags into the variable that it hands to kubelet, or make it read a file of the team's. Flags that are written
 * out are settings; whatever else is changed leaves bootstrap and kubelet's flags open.
 */
function editBootstrap(shell: Shell, scripts: readonly LocatedText[], at: LocatedText): void {
  for (const script of scripts) {
    const from = script.text.search(/(^|[\s"'=+])--[a-z]/);
    const sources = /\bsource\s|(^|\\n|\s)\.\s\//.test(script.text);
    if (from !== -1 && /KUBELET_EXTRA_ARGS|kubelet/.test(script.text)) {
      const start = script.text.indexOf('--', from);
      const end = /["'/]\s*$|$/.exec(script.text.slice(start))?.index ?? script.text.length;
      const flags = sliceText(script, start, start + end);
      recordFlags(
        shell,
        /[$\\]/.test(flags.text) ? withoutReferences(flags) : flags,
        '/etc/eks/bootstrap.sh',
      );
    } else if (!sources) {
      const why = `bootstrap.sh is changed by ${toValue(script).text}`;
      for (const about of ['bootstrap', 'kubelet-flag', 'kubelet-config'] as const)
        recordGap(shell, at, why, about);
    }
  }
}

/** `--max-pods=20 $KUBELET_EXTRA_ARGS` without what bootstrap.sh itself has in the variable. */
function withoutReferences(flags: LocatedText): LocatedText {
  const text = flags.text.replaceAll(/\\?\$\{?\w+\}?|\\"|"/g, ' ');
  return isKnown(flags) ? textAt(flags, 0, text) : flags;
}
