import { placeAt, wholeText } from '../located-text.ts';
import type { Reader, ReaderContext, Reading, SourceText } from '../reader.ts';
import { looksEncoded } from '../user-data/decode.ts';
import { kindOf } from '../user-data/part.ts';
import { readUserData } from '../user-data/read-user-data.ts';

/** Words that scripts of nodes have, and scripts of a deployment or a test have not. */
const ofNodes =
  /\/etc\/eks\/|\bnodeadm\b|\bkubelet\b|\bcontainerd\b|\bcloud-init\b|\bmkfs|\/etc\/(kubernetes|fstab|sysctl|systemd)|\b(yum|dnf|apt-get)\s|\bmount\s|\bsysctl\s|--kubelet-extra-args/;

/** User data in a file of its own, and scripts that do what user data does. */
export const userDataReader: Reader = {
  name: 'user data',
  reads: ({ text }) => {
    const kind = kindOf(text);
    if (kind === undefined) return looksEncoded(text) && encodedStart.test(text.trimStart());
    if (kind === 'multipart')
      return /content-type\s*:\s*(multipart\/|text\/(x-shellscript|cloud-)|application\/node)/i.test(
        text.slice(0, 4000),
      );
    if (kind === 'powershell') return /EKS|kubelet/i.test(text);
    if (kind === 'other-script' || kind === 'include') return false;
    return kind !== 'shell' || ofNodes.test(text);
  },
  read: (source: SourceText, context: ReaderContext): Reading => {
    const text = wholeText(source);
    const kind = kindOf(text.text);
    const name = source.file.slice(source.file.lastIndexOf('/') + 1);
    const reading = readUserData(text, context);
    return {
      setups: [
        {
          name,
          kind: kind === 'node-config' ? 'node-config' : 'user-data',
          place: placeAt(text, 0),
          ...reading,
        },
      ],
      gaps: [],
    };
  },
};

/** Base64 of `#!`, `#c`, `Con`, `MIM`, `--`, `api` and of gzip: other base64 is a certificate or a picture. */
const encodedStart = /^(IyE|I2N|Q29u|TUlN|LS0|YXBp|H4sI|IyM)/;
