import { placeAt, wholeText } from '../located-text.ts';
import { isOtherText } from '../other-text.ts';
import type { Reader, ReaderContext, Reading, SourceText } from '../reader.ts';
import { looksEncoded } from '../user-data/decode.ts';
import { kindOf } from '../user-data/part.ts';
import { readUserData } from '../user-data/read-user-data.ts';
import { speaksOfNodeParts } from '../user-data-part.ts';

/** What scripts of any machine do, and scripts of a deployment or a test do not. */
const ofMachines = /\bcloud-init\b|\bmkfs|\/etc\/(fstab|sysctl|systemd)|\b(yum|dnf)\s|\bmount\s|\bsysctl\s/;

/** What nodes of Kubernetes have, EKS's or others. `kubectl` and `eks` alone are words of deployments. */
const ofNodes =
  /\/etc\/(?:kubernetes|containerd)\b|\/(?:lib|run)\/(?:containerd|kubelet)\b|\bkubelet\b(?!-)|\bcontainerd\b(?!\.io)|\bcrictl\b/;

/** What EKS's own images have alone. */
const ofEks =
  /\/etc\/eks\/|\bnodeadm\s+(?:init|run|config)\b|\bnode\.eks\.aws\b|--kubelet-extra-args|--b64-cluster-ca/;

/** What is done to other machines: EKS's images have containerd and kubelet, no apt, and nobody builds images or clusters on a node. */
const ofOthers =
  /\bapt(?:-get)?\s|\bkubeadm\s+(?:init|join)\b|\bkind\s+(?:create|get|load)\b|\b(?:docker|podman|nerdctl)\s+(?:build|buildx|push|login|compose)\b|\binstall\s[^\n]{0,200}\b(?:containerd|docker-ce|kubelet|kubeadm)\b/;

/** User data in a file of its own, and scripts that do what user data does. */
export const userDataReader: Reader = {
  name: 'user data',
  reads: ({ named = false, text }) => {
    const kind = kindOf(text);
    if (kind === undefined) return looksEncoded(text) && encodedStart.test(text.trimStart());
    // Found in the midst of a text, and not by how it begins.
    if (kind === 'node-config' || kind === 'bottlerocket') return !isOtherText(text);
    if (named) return true;
    if (kind === 'multipart')
      return /content-type\s*:\s*(multipart\/|text\/(x-shellscript|cloud-)|application\/node)/i.test(
        text.slice(0, 4000),
      );
    if (kind === 'powershell') return /EKS|kubelet/i.test(text);
    if (kind === 'other-script' || kind === 'include') return false;
    return kind !== 'shell' || [ofEks, ofNodes, ofMachines].some((signs) => signs.test(text));
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
          ...(isSure(text.text, reading)
            ? {}
            : { unsure: 'Nothing in it says that it is for a node of EKS.' }),
        },
      ],
      gaps: [],
    };
  },
};

/** A cloud-config, or a script, of a machine that may be any. What is encoded was made to be user data. */
function isSure(text: string, { settings }: Pick<Reading['setups'][number], 'settings'>): boolean {
  if (ofEks.test(text) || encodedStart.test(text.trimStart())) return true;
  return (ofNodes.test(text) || speaksOfNodeParts(settings)) && !ofOthers.test(text);
}

/** Base64 of `#!`, `#c`, `Con`, `MIM`, `--`, `api` and of gzip: other base64 is a certificate or a picture. */
const encodedStart = /^(IyE|I2N|Q29u|TUlN|LS0|YXBp|H4sI|IyM)/;
