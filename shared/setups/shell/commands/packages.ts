import { isKnown, joinTexts, type LocatedText, noText, textAt, toValue } from '../../located-text.ts';
import type { Step } from '../../setup.ts';
import { type Call, recordGap, type Shell, stepAt } from '../shell.ts';

type Packages = Extract<Step, { does: 'packages' }>;

const actions = new Map<string, Packages['action']>([
  ['install', 'install'],
  ['in', 'install'],
  ['localinstall', 'install'],
  ['reinstall', 'install'],
  ['rei', 'install'],
  ['groupinstall', 'install'],
  ['swap', 'install'],
  ['-i', 'install'],
  ['-U', 'install'],
  ['downgrade', 'install'],
  ['update', 'update'],
  ['upgrade', 'update'],
  ['up', 'update'],
  ['update-to', 'update'],
  ['upgrade-to', 'update'],
  ['localupdate', 'update'],
  ['update-minimal', 'update'],
  ['upgrade-minimal', 'update'],
  ['up-min', 'update'],
  ['distro-sync', 'update'],
  ['distrosync', 'update'],
  ['distribution-synchronization', 'update'],
  ['dsync', 'update'],
  ['dist-upgrade', 'update'],
  ['full-upgrade', 'update'],
  ['remove', 'remove'],
  ['rm', 'remove'],
  ['erase', 'remove'],
  ['autoremove', 'remove'],
  ['purge', 'remove'],
  ['versionlock', 'lock'],
  ['hold', 'lock'],
]);

/** Options of dnf, yum and apt with a value behind a space. */
const valued =
  /^(-[cxdeRot]|--(releasever|enablerepo|disablerepo|exclude|setopt|installroot|repo|repoid|config|option|target-release|advisory|advisories|cve|cves|bz|bzs|sec-severity|secseverity|downloaddir|destdir|comment|color|forcearch))$/;

/** Options with which nothing is installed: an answer of no, packages that are fetched alone. */
const changesNothing =
  /^(--assumeno|--downloadonly|--download-only|--setopt=(assumeno|tsflags=test).*|--simulate|--just-print|--dry-run|--print-uris|--help|--version)$/;

/** `dnf -y update --releasever=latest`, and yum and apt alike. */
export function runPackages(shell: Shell, { program, words, at }: Call): LocatedText {
  const manager = program.startsWith('apt')
    ? 'apt'
    : program === 'yum' || program === 'amazon-linux-extras'
      ? 'yum'
      : 'dnf';
  const { options, rest } = sorted(words);
  const [verb, ...names] = rest;
  if (verb === undefined) return noText;
  // An unknown word before the verb (`dnf $OPTIONS install`) is options, where a verb follows.
  const at1 = isKnown(verb) ? 0 : rest.findIndex((word) => actions.has(word.text));
  if (at1 === -1) {
    recordGap(shell, at, `It hands ${program} a command that is known at run time only.`);
    return noText;
  }
  const action = actions.get(rest[at1]?.text ?? '');
  if (action === undefined || (program.startsWith('apt') && verb.text === 'update')) return noText;
  if (options.some(({ text }) => changesNothing.test(text))) return noText;
  const subject = names
    .slice(at1)
    .filter(({ text }) => !(action === 'lock' && text === 'add'))
    // All that is installed, as without any name.
    .filter(({ text }) => !(action === 'update' && text === '*'));
  if (action === 'lock' && /^(delete|list|clear|exclude)$/.test(subject[0]?.text ?? '')) return noText;
  record(shell, {
    ...stepAt(shell, at),
    does: 'packages',
    action,
    manager,
    names: subject.map(toValue),
    options: [...rest.slice(0, at1), ...options].map(toValue),
  });
  return noText;
}

/** `rpm -Uvh file`, `rpm -e name`; questions change nothing. */
export function runRpm(shell: Shell, { words, at }: Call): LocatedText {
  const { options, rest } = sorted(words);
  const flag = options.find(({ text }) =>
    /^-[iUFe][a-z]*$|^--(install|upgrade|freshen|erase|reinstall)$/.test(text),
  )?.text;
  if (flag === undefined) {
    shell.status = 'open';
    return noText;
  }
  const action = /^(-e|--erase)/.test(flag) ? 'remove' : 'install';
  record(shell, {
    ...stepAt(shell, at),
    does: 'packages',
    action,
    manager: 'rpm',
    names: rest.map(toValue),
    options: options.map(toValue),
  });
  return noText;
}

/** Dnf and yum wait for each other. Rpm's own lock nobody waits for who has no terminal, as no script of user data has one. */
function record(shell: Shell, step: Packages & { readonly manager: 'dnf' | 'yum' | 'rpm' | 'apt' }): void {
  const { manager } = step;
  const beside = shell.running.some((other) => other === 'rpm' || manager === 'rpm');
  if (shell.background && manager !== 'apt') shell.running.push(manager);
  shell.steps.push({ ...step, ...(shell.retried && { retried: true }), ...(beside && { beside: true }) });
}

/** `wait` */
export function runWait(shell: Shell): LocatedText {
  shell.running.length = 0;
  return noText;
}

/** Options as `--name=value`, however they are written, and the other words. */
function sorted(words: readonly LocatedText[]): {
  readonly options: readonly LocatedText[];
  readonly rest: readonly LocatedText[];
} {
  const options: LocatedText[] = [];
  const rest: LocatedText[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const next = words[index + 1];
    if (word === undefined) continue;
    if (!word.text.startsWith('-')) rest.push(word);
    else if (valued.test(word.text) && next !== undefined) {
      options.push(joinTexts([longOption(word), textAt(word, 0, '='), next]));
      index++;
    } else options.push(word);
  }
  return { options, rest };
}

function longOption(word: LocatedText): LocatedText {
  return word.text === '-x' ? textAt(word, 0, '--exclude') : word;
}
