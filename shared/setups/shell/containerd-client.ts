import { joinTexts, type LocatedText, sliceText, textAt } from '../located-text.ts';
import type { Shell } from './shell.ts';

const client = /^(?:.*\/)?(?:ctr|nerdctl)$/;
const variable = 'CONTAINERD_NAMESPACE';

/** A command of ctr or nerdctl with the namespace that its environment gives it, where it names none itself. */
export function withNamespace(
  shell: Shell,
  words: readonly LocatedText[],
  written: readonly LocatedText[],
): readonly LocatedText[] {
  const [name, ...rest] = words;
  if (name === undefined || !client.test(name.text)) return words;
  if (rest.some(({ text }) => /^(-n|--namespace)(=|$)/.test(text))) return words;
  // `sudo CONTAINERD_NAMESPACE=k8s.io ctr …` and `env …` have it among their own words.
  const given = written.find(({ text }) => text.startsWith(`${variable}=`));
  const value =
    given === undefined ? shell.variables.get(variable)?.[0] : sliceText(given, variable.length + 1);
  if (value === undefined || value.text === '') return words;
  return [name, joinTexts([textAt(value, 0, '--namespace='), value]), ...rest];
}
