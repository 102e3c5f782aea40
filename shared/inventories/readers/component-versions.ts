import { type Installed, upstreamOf } from '../inventory.ts';

/** Where a block of `ctr version` or `docker version` is; lines of a client say nothing of what runs. */
export interface Block {
  readonly of: 'client' | 'containerd' | 'docker' | 'runc' | 'other';
}

/** One line of what programs say of their version: what it says, the block that it opens, or that it belongs to one. */
export interface ComponentLine {
  readonly found?: Omit<Installed, 'place'>;
  readonly block?: Block | undefined;
}

const parts: ReadonlyMap<string, Block['of']> = new Map([
  ['Engine', 'docker'],
  ['containerd', 'containerd'],
  ['runc', 'runc'],
]);

/** Words that stand at the start of lines which belong to these versions and say nothing of a package. */
const beside =
  /^\s*(?:Revision|Go version|UUID|API version|Git commit|GitCommit|Built|OS\/Arch|Context|Experimental|commit|spec|go|libseccomp):/;

/** `containerd --version`, `runc --version`, `kubelet --version`, `docker --version`. */
const oneLine: readonly (readonly [name: string, shape: RegExp])[] = [
  [
    'containerd',
    /^containerd\s+(?:github\.com\/containerd\/containerd(?:\/v\d{1,2})?|containerd\.io)\s+(\S+)/,
  ],
  ['runc', /^runc version (\S+)/],
  ['kubelet', /^Kubernetes (v\S+)$/],
  ['docker', /^Docker version ([^\s,]+)/],
];

/** Reads a line of `ctr version`, `docker version`, or of one program's `--version`; `undefined` for another line. */
export function readComponentLine(line: string, block: Block | undefined): ComponentLine | undefined {
  const client = /^Client:/.test(line);
  if (client || /^Server:/.test(line)) return { block: { of: client ? 'client' : 'containerd' } };
  if (block !== undefined) {
    const part = /^ (\S+):$/.exec(line)?.[1];
    if (part !== undefined && block.of !== 'client') return { block: { of: parts.get(part) ?? 'other' } };
    const version = /^\s+Version:\s+(\S+)/.exec(line)?.[1];
    if (version !== undefined)
      return block.of === 'client' || block.of === 'other' ? {} : { found: running(block.of, version) };
  }
  if (beside.test(line)) return {};
  for (const [name, shape] of oneLine) {
    const version = shape.exec(line)?.[1];
    if (version !== undefined) return { found: running(name, version), block: undefined };
  }
  return undefined;
}

function running(name: string, version: string): Omit<Installed, 'place'> {
  return { name, version: upstreamOf(version) ?? version, running: true };
}
