import type { Architecture, OperatingSystem } from '../parameters/track.ts';
import type { Problem } from '../problem.ts';

/** One package that an inventory speaks of, in its own words. */
export interface Installed {
  /** As the inventory names it: `kernel6.12`, `containerd`. */
  readonly name: string;
  /** As the inventory writes it; `undefined` where it says that the node does not have the package. */
  readonly version: string | undefined;
  /** True where the node says that this is what runs: of several installed kernels one does. */
  readonly running: boolean;
  /** `undefined` where the inventory does not say, and for packages that are the same on all. */
  readonly architecture?: Architecture | undefined;
  /** `line 12`, `item 3`. */
  readonly place: string;
}

/** What one node, or one image, says of itself. */
export interface NodeInventory {
  /** As the inventory calls it; `undefined` where it speaks of one node and does not name it. */
  readonly node: string | undefined;
  readonly installed: readonly Installed[];
  /** `undefined` where the inventory does not say it of the node as a whole. */
  readonly architecture: Architecture | undefined;
  /** `other` for what no AMI type of Amazon Linux is: Bottlerocket, Windows, Ubuntu. */
  readonly operatingSystem: OperatingSystem | 'other' | undefined;
}

/** What a reader made of an inventory: nodes as it has them, and a problem for everything that it could not read. */
export interface InventoryReading {
  readonly nodes: readonly NodeInventory[];
  readonly problems: readonly Problem[];
}

/** An inventory's text, and what it says as JSON; `json` is `undefined` for what is not JSON. */
export interface InventoryText {
  readonly text: string;
  readonly json: unknown;
}

/** What every format has; a new one is its file, its fixtures and its line in `readers.ts`. */
export interface InventoryReader {
  readonly id: string;
  /** As people see it: `kubectl get nodes -o json`. */
  readonly title: string;
  /** Gives `undefined` for another format. Never throws: what is not understood stands in the problems. */
  readonly read: (inventory: InventoryText) => InventoryReading | undefined;
}

/** A node of which the inventory says its packages and nothing else. */
export function unnamedNode(installed: readonly Installed[]): NodeInventory {
  return { node: undefined, installed, architecture: undefined, operatingSystem: undefined };
}

/** The architecture by any of its names: RPM's, Go's and Kubernetes'. */
export function readArchitecture(text: string): Architecture | undefined {
  if (text === 'x86_64' || text === 'amd64') return 'x86_64';
  return text === 'aarch64' || text === 'arm64' ? 'arm64' : undefined;
}

/** The architecture at the end of a kernel's release, `6.1.97-104.177.amzn2023.x86_64`. */
export function kernelArchitecture(release: string): Architecture | undefined {
  return readArchitecture(release.slice(release.lastIndexOf('.') + 1));
}

/** The operating system by the name that it gives itself, `Amazon Linux 2023.5.20240805`. */
export function readOperatingSystem(name: string): NodeInventory['operatingSystem'] {
  if (/^Amazon Linux 2023\b/.test(name)) return 'AL2023';
  if (/^Amazon Linux 2\b/.test(name)) return 'AL2';
  return name.trim() === '' ? undefined : 'other';
}

/** Kubelet's and a runtime's version without what EKS and Go add: `1.30.2` of `v1.30.2-eks-1552ad0`. */
export function upstreamOf(text: string): string | undefined {
  return /^v?(\d{1,9}(?:\.\d{1,9}){1,3}(?:-(?:alpha|beta|rc)\.?\d{1,4})?)(?![\d.])/.exec(text)?.[1];
}
