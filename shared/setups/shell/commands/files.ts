import {
  holeAt,
  joinTexts,
  type LocatedText,
  noText,
  sliceText,
  textAt,
  toValue,
} from '../../located-text.ts';
import { absolute, fileKey, isDirectory, keepFile, readFile, touchFile, writeFile } from '../files.ts';
import { type Call, type Shell, stepAt, unknownOutput } from '../shell.ts';

/** `cp`, `install` and `rsync`: their sources, then where to. */
export function runCopy(shell: Shell, { program, words, at }: Call): LocatedText {
  const valued =
    program === 'rsync'
      ? /^(-e|--(exclude|include|rsh))$/
      : /^(-[mogt]|--(mode|owner|group|target-directory))$/;
  if (program === 'rsync' && words.some(({ text }) => /^-[a-zA-Z]*n|^--(dry-run|list-only)$/.test(text)))
    return noText;
  const paths = operands(words, valued);
  const target = words.findIndex(({ text }) => text === '-t' || text === '--target-directory');
  const into = target === -1 ? paths.at(-1) : words[target + 1];
  const sources = target === -1 ? paths.slice(0, -1) : paths;
  if (program === 'install' && words.some(({ text }) => /^-\w*d/.test(text)))
    return runMkdir(shell, { program, words, at, stdin: undefined });
  if (into !== undefined) for (const source of sources) copy(shell, source, into, at);
  return noText;
}

/** `mv`: a copy, and its source is gone. */
export function runMove(shell: Shell, { words, at }: Call): LocatedText {
  const paths = operands(words, /^-[St]$/);
  const into = paths.at(-1);
  for (const source of paths.slice(0, -1)) {
    if (into !== undefined) copy(shell, source, into, at);
    remove(shell, source, at);
  }
  return noText;
}

/** `ln -s target link`: the link holds what the target holds. Without a second name it stands where the script does. */
export function runLink(shell: Shell, { words, at }: Call): LocatedText {
  const [target, written] = operands(words, /^-[St]$/);
  if (target === undefined) return noText;
  const name = sliceText(target, target.text.lastIndexOf('/') + 1);
  const link = written ?? name;
  if (words.some(({ text }) => /^-\w*s|^--symbolic$/.test(text))) {
    const path = toValue(absolute(shell, link));
    shell.steps.push({ ...stepAt(shell, at), does: 'link', path, target: toValue(target) });
  }
  const content = readFile(shell, target);
  const held = link.text.endsWith('/') ? joinTexts([link, name]) : link;
  if (content !== undefined) keepFile(shell, fileKey(shell, held), content, 'replace', at);
  return noText;
}

/** `dd if=file of=file` */
export function runDd(shell: Shell, { words, at }: Call): LocatedText {
  const get = (name: string) => words.find(({ text }) => text.startsWith(name));
  const from = get('if=');
  const to = get('of=');
  if (to === undefined || words.some(({ text }) => /^(seek|oseek)=|^conv=.*notrunc/.test(text)))
    return noText;
  const content = from === undefined ? undefined : readFile(shell, sliceText(from, 3));
  const empty = words.some(({ text }) => text === 'count=0');
  writeFile(shell, sliceText(to, 3), empty ? noText : (content ?? unknownOutput(at)), 'replace', at);
  return noText;
}

export function runRemove(shell: Shell, { words, at }: Call): LocatedText {
  for (const path of operands(words)) remove(shell, path, at);
  return noText;
}

export function runTouch(shell: Shell, { words, at }: Call): LocatedText {
  for (const path of operands(words, /^(-[drt]|--(date|reference))$/)) touchFile(shell, path, at);
  return noText;
}

/** `truncate -s 0 file` empties it; other sizes leave it unknown. */
export function runTruncate(shell: Shell, { words, at }: Call): LocatedText {
  const empties = /(^|\s)(-s\s*|--size[= ])0(\s|$)/.test(words.map(({ text }) => text).join(' '));
  const hole = { text: at.text, why: 'leaves a part of it', kind: 'value' } as const;
  for (const path of operands(words, /^(-[sr]|--size|--reference)$/)) {
    writeFile(shell, path, empties ? noText : holeAt(at, 0, hole), empties ? 'replace' : 'edit', at);
  }
  return noText;
}

export function runMkdir(shell: Shell, { words }: Call): LocatedText {
  for (const path of operands(words, /^(-[mog]|--mode)$/)) {
    shell.variables.set(`directory ${fileKey(shell, path)}/`, [path]);
  }
  return noText;
}

export function runCd(shell: Shell, { words, at }: Call): LocatedText {
  const [path = textAt(at, 0, '/root')] = operands(words);
  shell.variables.set('PWD', [absolute(shell, path)]);
  return noText;
}

/** `tar -C a -c . | tar -C b -x` copies; another unpacking writes what is not here to read. */
export function runTar(shell: Shell, { words, at, stdin }: Call): LocatedText {
  const flag = words.findIndex(({ text }) => text === '-C' || text === '--directory');
  const place = flag === -1 ? undefined : words[flag + 1];
  const mode =
    words.find(({ text }) => /^(-?[a-zA-Z]*[cx][a-zA-Z]*|--create|--extract)$/.test(text))?.text ?? '';
  const creates = /c/.test(mode.replace('--extract', 'x').replace('--create', 'c'));
  const [source] = stdin?.runs.flatMap(({ hole }) => (hole?.why === packed ? [hole.text] : [])) ?? [];
  if (creates) {
    const paths = operands(words, /^(-[Cf]|--(directory|file|exclude))$/).filter(({ text }) =>
      text.startsWith('/'),
    );
    const from = place ?? paths.at(0);
    return from === undefined
      ? noText
      : holeAt(from, 0, { text: toValue(absolute(shell, from)).text, why: packed, kind: 'value' });
  }
  const to = place ?? shell.variables.get('PWD')?.[0];
  if (source !== undefined && to !== undefined) {
    // The content of the directory, as `cp -a source/.` takes it.
    const from = { known: true, text: `${source.replace(/\/+$/, '')}/.` } as const;
    shell.steps.push({ ...stepAt(shell, at), does: 'copy', from, to: toValue(absolute(shell, to)) });
  }
  return noText;
}

const packed = 'is packed into an archive.';

function copy(shell: Shell, source: LocatedText, into: LocatedText, at: LocatedText): void {
  const from = absolute(shell, source);
  const to = absolute(shell, into);
  shell.steps.push({ ...stepAt(shell, at), does: 'copy', from: toValue(from), to: toValue(to) });
  const name = source.text.slice(source.text.lastIndexOf('/') + 1);
  const target = isDirectory(shell, to)
    ? joinTexts([to, textAt(to, 0, to.text.endsWith('/') ? name : `/${name}`)])
    : to;
  const hole = {
    text: toValue(source).text,
    why: 'is copied, and is not here to read',
    kind: 'value',
  } as const;
  keepFile(shell, fileKey(shell, target), readFile(shell, from) ?? holeAt(source, 0, hole), 'replace', at);
}

function remove(shell: Shell, path: LocatedText, at: LocatedText): void {
  const key = fileKey(shell, path);
  shell.steps.push({ ...stepAt(shell, at), does: 'remove', path: toValue(absolute(shell, path)) });
  const start = `${key.replace(/\/\*?$/, '')}/`;
  for (const [file] of [...shell.files.entries()]) {
    if (file === key || file.startsWith(start)) keepFile(shell, file, undefined, 'replace', at);
  }
}

/** Words that are no options, nor an option's value. */
export function operands(words: readonly LocatedText[], valued?: RegExp): readonly LocatedText[] {
  const found: LocatedText[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) continue;
    if (word.text === '--') return [...found, ...words.slice(index + 1)];
    if (valued?.test(word.text) === true) index++;
    else if (!word.text.startsWith('-') || word.text === '-') found.push(sliceText(word, 0));
  }
  return found;
}
