import { isBottlerocket, readBottlerocket } from '../bottlerocket.ts';
import { placeAt, wholeText } from '../located-text.ts';
import { makeSetup } from '../make-setup.ts';
import type { Reader } from '../reader.ts';

/** Bottlerocket's user data in a file of its own. */
export const bottlerocketReader: Reader = {
  name: 'Bottlerocket settings',
  reads: ({ text }) => isBottlerocket(text) && !/^\s*(?:resource|module|data|locals)\b.*\{/m.test(text),
  read: (source) => {
    const whole = wholeText(source);
    const about = { name: source.file, kind: 'user-data', place: placeAt(whole, 0) } as const;
    return { setups: [makeSetup(about, [], [readBottlerocket(whole)])], gaps: [] };
  },
};
