import type { Architecture, OperatingSystem } from '../parameters/track.ts';
import type { Installed, NodeInventory } from './inventory.ts';

/**
 * A node with the architecture and the operating system of most of its packages, where the inventory says neither itself. Most, and
 * not all: vendors build one RPM for several systems, such as EFA's for AL2 that AL2023 takes.
 */
export function withKind(node: NodeInventory): NodeInventory {
  const { architecture, installed, operatingSystem } = node;
  return {
    ...node,
    architecture: architecture ?? mostOf(installed.map((one) => one.architecture)),
    operatingSystem: operatingSystem ?? mostOf(installed.map(systemOf)),
  };
}

/** By the tag that Amazon Linux puts into a release, `1.7.11-1.amzn2023.0.1`. */
function systemOf({ version }: Installed): OperatingSystem | undefined {
  const [, tag] = /\.amzn(2|2023)(?:\.|$)/.exec(version ?? '') ?? [];
  if (tag === undefined) return undefined;
  return tag === '2' ? 'AL2' : 'AL2023';
}

/** The value of most; of none where two are as frequent. */
function mostOf<T extends Architecture | OperatingSystem>(values: readonly (T | undefined)[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first?.[1] === second?.[1] ? undefined : first?.[0];
}
