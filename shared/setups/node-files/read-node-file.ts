import { placeAt, toValue } from '../located-text.ts';
import type { Program } from '../setup.ts';
import { readContainerd, readHosts } from './containerd.ts';
import { readFstab } from './fstab.ts';
import { isKubeletConfig, readKubeletConfig } from './kubelet-config.ts';
import { readEnvironment, readSysctl } from './lines.ts';
import { isNodeConfig, readNodeConfig } from './node-config.ts';
import { readUnit } from './unit-file.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

/** Files on a node whose content is known to matter, by where they are. The first that fits reads it. */
const known: readonly {
  readonly of: Program | undefined;
  readonly fits: (file: WrittenFile) => boolean;
  readonly read: (file: WrittenFile) => NodeFileReading;
}[] = [
  { of: 'registry-hosts', fits: at(/\/certs\.d\/.*hosts\.toml$/), read: readHosts },
  { of: 'containerd', fits: at(/\/containerd\/.*\.toml$|containerd[^/]*\.toml$/), read: readContainerd },
  { of: 'kubelet-flag', fits: at(/\.service(\.d\/[^/]+\.conf)?$/), read: readUnit },
  {
    of: 'node-config',
    fits: ({ path, content }) => /\/nodeadm\.d\//.test(path) || isNodeConfig(content.text),
    read: readNodeConfig,
  },
  { of: 'kubelet-config', fits: ({ path }) => isKubeletConfig(path), read: readKubeletConfig },
  { of: 'sysctl', fits: at(/\/sysctl\.d\/|\/sysctl\.conf$/), read: readSysctl },
  { of: undefined, fits: at(/^\/etc\/fstab$/), read: readFstab },
  {
    of: 'environment',
    fits: at(/^\/etc\/(environment|profile\.d\/.*|sysconfig\/kubelet|default\/kubelet|eks\/[^/]*\.env)$/),
    read: readEnvironment,
  },
];

function at(path: RegExp): (file: WrittenFile) => boolean {
  return (file) => path.test(file.path);
}

/** What a file on the node decides, if it is one that matters; one with unknown content is a gap. */
export function readNodeFile(file: WrittenFile): NodeFileReading {
  const reader = known.find(({ fits }) => fits(file));
  if (reader === undefined) return {};
  const hole = file.content.runs.find((run) => run.hole?.kind === 'value')?.hole;
  if (/^\s*\uE000\s*$/.test(file.content.text) && hole !== undefined) {
    const value = toValue(file.content);
    const reason = value.known ? value.text : value.why;
    const why = `What ${file.path} holds is not here to read: ${reason}.`;
    const place = placeAt(file.content, 0);
    const harmless = reader.of === 'kubelet-flag' && !file.path.includes('kubelet');
    if (harmless) return {};
    const names = hole.edit === undefined ? {} : { names: hole.edit };
    return { gaps: [{ place, why, about: reader.of ?? 'all', path: file.path, ...names }] };
  }
  return reader.read(file);
}
