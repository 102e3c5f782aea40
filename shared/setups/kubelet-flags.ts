import { type LocatedText, placeAt, sliceText, textAt, toValue } from './located-text.ts';
import type { Gap, Setting } from './setup.ts';
import { splitAt, unquoteText, wordsOf } from './split-text.ts';

/** Flags that stand without a value; of others the next word is the value. */
const switches =
  /^(allow-privileged|register-node|cgroups-per-qos|fail-swap-on|protect-kernel-defaults|serialize-image-pulls|rotate-certificates|rotate-server-certificates|enable-[\w-]+|make-iptables-util-chains|logtostderr|alsologtostderr)$/;

/** What a line of kubelet flags sets: `--max-pods=110 --node-labels a=b`. */
export function kubeletFlags(
  line: LocatedText,
  certain: boolean,
  path?: string,
): { readonly settings: readonly Setting[]; readonly gaps: readonly Gap[] } {
  const words = wordsOf(line).map(unquoteText);
  const settings: Setting[] = [];
  const gaps: Gap[] = [];
  words.forEach((word, index) => {
    const previous = words[index - 1]?.text ?? '';
    if (!word.text.startsWith('-')) {
      if (word.text.startsWith('\uE000') && !takesNext(previous)) {
        gaps.push({
          place: placeAt(word, 0),
          why: `${toValue(word).text} may hold any flags of kubelet.`,
          about: 'kubelet-flag',
        });
      }
      return;
    }
    const [flag, given] = splitAt(word, '=');
    const next = words[index + 1];
    const value =
      given ??
      (takesNext(word.text) && next !== undefined && !next.text.startsWith('-')
        ? next
        : textAt(word, 0, 'true'));
    const key = toValue(flag).text.replace(/^--?/, '');
    if (key === '') return;
    const known = unquoteText(value);
    settings.push({
      of: 'kubelet-flag',
      key,
      value: toValue(known),
      place: placeAt(known.text === '' ? sliceText(word, 0) : known, 0),
      certain,
      ...(path !== undefined && { path }),
    });
  });
  return { settings, gaps };
}

function takesNext(word: string): boolean {
  return word.startsWith('-') && !word.includes('=') && !switches.test(word.replace(/^--?/, ''));
}
