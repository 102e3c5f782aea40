import { placeAt, wholeText } from '../located-text.ts';
import { readNodeFile } from '../node-files/read-node-file.ts';
import { isOtherText } from '../other-text.ts';
import type { Reader, SourceText } from '../reader.ts';

/** What a file on a node is, by its content; where it goes is known only if its own path says it. */
const kinds: readonly { readonly fits: RegExp; readonly path: string }[] = [
  {
    fits: /^\s*\[+plugins\.["']?io\.containerd\.|^\s*\[+(?:proxy_plugins|stream_processors)\b/m,
    path: '/etc/containerd/config.toml',
  },
  { fits: /^\s*\[host\."https?:\/\//m, path: '/etc/containerd/certs.d/hosts.toml' },
  {
    fits: /^[\s{]*["']?kind["']?\s*:\s*["']?KubeletConfiguration\b/m,
    path: '/etc/kubernetes/kubelet/config.json',
  },
  { fits: /^\s*Environment=.*KUBELET_\w*ARGS/m, path: '/etc/systemd/system/kubelet.service.d/kubelet.conf' },
];

/** A file that goes to a node as it is: containerd's, kubelet's, a registry's hosts.toml. */
export const nodeFileReader: Reader = {
  name: 'file of a node',
  reads: ({ text }) => kindOf(text) !== undefined && !isOtherText(text),
  read: (source) => {
    const content = wholeText(source);
    const place = placeAt(content, 0);
    const path = pathOf(source);
    const read = readNodeFile({ path, content, certain: true, phase: 'before-bootstrap' });
    const name = source.file.slice(source.file.lastIndexOf('/') + 1);
    const file = { path, content: { known: true, text: source.text }, place, certain: true } as const;
    const setup = {
      name,
      kind: 'node-config',
      place,
      steps: [],
      files: [file],
      settings: read.settings ?? [],
      gaps: read.gaps ?? [],
    } as const;
    return { setups: [setup], gaps: [] };
  },
};

function kindOf(text: string): (typeof kinds)[number] | undefined {
  if (text.trimStart().startsWith('#!') || text.includes('<<')) return undefined;
  return kinds.find(({ fits }) => fits.test(text));
}

/** `files/etc/containerd/config.d/x.toml` goes to /etc/containerd/config.d/x.toml. */
function pathOf({ file, text }: SourceText): string {
  const at = file.search(/(^|\/)etc\/(containerd|kubernetes|systemd)\//);
  if (at !== -1) return file.slice(at).replace(/^(?!\/)/, '/');
  return kindOf(text)?.path ?? file;
}
