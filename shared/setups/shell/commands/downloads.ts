import { type LocatedText, noText, textAt } from '../../located-text.ts';
import { keepFile, writeFile } from '../files.ts';
import { type Call, type Shell, unknownOutput } from '../shell.ts';
import { operands } from './files.ts';

/** `curl -o file`, `wget -O file`, `aws s3 cp from file`: what comes is not here to read. */
export function runDownload(shell: Shell, { program, words, at }: Call): LocatedText {
  const output = unknownOutput(at);
  if (program === 'aws') {
    const [service, action, from, to] = operands(words, /^--(region|profile|endpoint-url|query|output)$/);
    const down =
      service?.text === 's3' &&
      /^(cp|sync|mv)$/.test(action?.text ?? '') &&
      from?.text.startsWith('s3:') === true;
    if (down && to !== undefined && to.text !== '-' && !to.text.startsWith('s3:'))
      writeFile(shell, to, output, 'replace', at);
    return output;
  }
  const flag = words.findIndex(({ text }) =>
    (program === 'curl' ? /^(-\w*o|--output)$/ : /^(-\w*O|--output-document)$/).test(text),
  );
  const joined = words.find(({ text }) => /^--output(-document)?=/.test(text));
  const path =
    joined === undefined
      ? words[flag + 1]
      : textAt(joined, 0, joined.text.slice(joined.text.indexOf('=') + 1));
  if ((flag === -1 && joined === undefined) || path === undefined || path.text === '-') return output;
  writeFile(shell, path, output, 'replace', at);
  return noText;
}

/** `mktemp`: a name of its own for each place where it stands, and an empty file, or a directory with `-d`. */
export function runMktemp(shell: Shell, { words, at }: Call): LocatedText {
  const path = textAt(at, 0, `/tmp/mktemp.${at.runs[0]?.from ?? 0}`);
  const makesFile = !words.some(({ text }) => /^(-\w*[du]\w*|--directory|--dry-run)$/.test(text));
  if (makesFile) keepFile(shell, path.text, noText, 'replace', at);
  return path;
}
