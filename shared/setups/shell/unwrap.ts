import { holeAt, type LocatedText, sliceText, textAt } from '../located-text.ts';

/** Programs that run what follows them: options of theirs with a value of its own, and how many words stand before the command. */
const wrappers = new Map<string, { readonly valued?: RegExp; readonly before?: number }>([
  ['sudo', { valued: /^(-[ugpCUrthDR]|--(user|group|prompt|chdir))$/ }],
  ['env', { valued: /^(-[uC]|--(unset|chdir))$/ }],
  ['exec', { valued: /^-a$/ }],
  ['command', {}],
  ['builtin', {}],
  ['nohup', {}],
  ['time', { valued: /^-[of]$/ }],
  ['setsid', {}],
  ['nice', { valued: /^(-n|--adjustment)$/ }],
  ['ionice', { valued: /^-[cnpPu]$/ }],
  ['chrt', { before: 1 }],
  ['timeout', { valued: /^(-[ks]|--(signal|kill-after))$/, before: 1 }],
  ['stdbuf', { valued: /^-[ioe]$/ }],
  ['flock', { valued: /^(-[wE]|--(timeout|wait|conflict-exit-code))$/, before: 1 }],
  ['unbuffer', {}],
  ['doas', { valued: /^-[uC]$/ }],
  ['nsenter', { valued: /^(-[tSG]|--(target|setuid|setgid))$/ }],
  ['cloud-init-per', { before: 2 }],
  ['systemd-run', { valued: /^(-[pEut]|--(unit|property|setenv))$/ }],
  ['xargs', { valued: /^-[IdnPLsE]$/ }],
]);

/** The command that is really run: without `sudo -E`, `env A=b`, `timeout 30` and the like before it. */
export function unwrap(words: readonly LocatedText[]): readonly LocatedText[] {
  let rest = words;
  for (let round = 0; round < 8; round++) {
    const [name, ...others] = rest;
    const key = name?.text.replace(/^(\/usr)?\/s?bin\//, '') ?? '';
    const called = bootstrapOf(key, others);
    if (called !== undefined) return called;
    const wrapper = wrappers.get(key);
    if (name === undefined || wrapper === undefined) return rest;
    const inner = withoutOptions(others, wrapper.valued).slice(wrapper.before ?? 0);
    const asks = key === 'command' && /^-[vV]/.test(others[0]?.text ?? '');
    if (inner.length === 0 || asks) return rest;
    const input = {
      text: 'xargs',
      why: 'hands over words that are known at run time only',
      kind: 'value',
    } as const;
    rest = key === 'xargs' ? [...inner, holeAt(name, 0, input)] : inner;
  }
  return rest;
}

/**
 * What another user is to run: `su - root -c text`, `runuser -l root -c text` and `script -c text` hand a text to a shell,
 * `runuser -u root -- words` words, and a shell without any, as `sudo -i` is one too, what comes in.
 */
export function commandOfUser([name, ...words]: readonly LocatedText[]): readonly LocatedText[] | undefined {
  const program = name?.text.replace(/^(\/usr)?\/s?bin\//, '') ?? '';
  if (name === undefined || !/^(su|runuser|script|sudo)$/.test(program)) return undefined;
  const shell = [textAt(name, 0, 'bash')];
  if (program === 'sudo')
    return words.some((word) => /^(-[A-Z]*[is]|--login|--shell)$/.test(word.text)) ? shell : undefined;
  const flag = words.findIndex(({ text }) => /^(-[a-z]*c|--(session-)?command)$/.test(text));
  const joined = words.find(({ text }) => /^--(session-)?command=/.test(text));
  const text = joined === undefined ? words[flag + 1] : sliceText(joined, joined.text.indexOf('=') + 1);
  if ((flag !== -1 || joined !== undefined) && text !== undefined)
    return [...shell, textAt(name, 0, '-c'), text];
  const user = words.some((word) => /^(-u|--user(=|$))/.test(word.text));
  const inner = withoutOptions(words, /^(-[ugG]|--(user|group|supp-group))$/);
  if (program === 'runuser' && user) return inner.length > 0 ? inner : undefined;
  return program === 'script' ? undefined : shell;
}

/** `bash -x /etc/eks/bootstrap.sh`: the image's own script, which is known. */
function bootstrapOf(shell: string, words: readonly LocatedText[]): readonly LocatedText[] | undefined {
  if (shell !== 'bash' && shell !== 'sh') return undefined;
  const rest = withoutOptions(words, undefined);
  return /\/eks\/bootstrap\.sh$/.test(rest[0]?.text ?? '') ? rest : undefined;
}

function withoutOptions(words: readonly LocatedText[], valued: RegExp | undefined): readonly LocatedText[] {
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === '--') return words.slice(index + 1);
    if (valued?.test(text) === true) index++;
    else if (!text.startsWith('-') && !/^\w+=/.test(text)) return words.slice(index);
  }
  return [];
}
