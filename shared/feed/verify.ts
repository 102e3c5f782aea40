import type { InventoryReading, NodeInventory } from '../inventories/inventory.ts';
import { strayLines } from '../inventories/problems.ts';
import { canonicalName } from '../packages/canonical.ts';
import type { TrackPackages } from '../packages/packages.ts';
import type { Problem } from '../problem.ts';
import { compareSeverities } from '../report/severity.ts';
import { inert } from './inert.ts';
import type { Verification } from './verification.ts';
import { type Knowledge, outcomeOf, verifyNode } from './verify-node.ts';

/** Each kind of nodes costs a millisecond, and is a section to read; a cluster has a handful. */
const mostKinds = 2000;

/** Nodes against the release that they claim to be; those that say the same share an answer. */
export function verify(reading: InventoryReading, format: string, knowledge: Knowledge): Verification {
  const { claim } = knowledge;
  const alike = Map.groupBy(
    reading.nodes.map((node) => ({ node, ...sorted(node, claim.packages) })),
    ({ known, node }) => {
      const said = [...known].map(([name, list]) => [name, list.map((one) => ({ ...one, place: '' }))]);
      return JSON.stringify([said, node.architecture, node.operatingSystem]);
    },
  );
  const kinds = [...alike.values()];
  const groups = kinds.slice(0, mostKinds).flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const members = [first, ...rest];
    const nodes = members.flatMap(({ node }) => (node.node === undefined ? [] : [shown(node.node)]));
    const ignored = members.reduce((most, member) => Math.max(most, member.ignored), 0);
    return [{ ...verifyNode(first.node, first.known, knowledge), nodes, ignored }];
  });
  const problems = [...reading.problems, ...(kinds.length > mostKinds ? [tooManyKinds] : [])];
  const complete =
    groups.length > 0 &&
    groups.every(({ problems }) => problems.length === 0) &&
    problems.every(({ kind }) => kind === strayLines);
  const gravest = groups.map(({ severity }) => severity).toSorted(compareSeverities);
  return {
    version: 1,
    release: claim.release,
    track: claim.track,
    withdrawn: claim.withdrawn ?? null,
    source: claim.source,
    format,
    outcome: outcomeOf(
      groups.some(({ outcome }) => outcome === 'drifted'),
      !complete,
    ),
    complete,
    severity: gravest[0] ?? 'unknown',
    groups,
    problems,
  };
}

const tooManyKinds: Problem = {
  kind: 'inventory-too-long',
  subject: 'the inventory',
  message: `Its nodes are of more than ${mostKinds} kinds; the others are not compared.`,
  remedy: 'Give them in parts: `kubectl get nodes -l eks.amazonaws.com/nodegroup=NAME -o json`.',
};

/** What is said of the packages that the release notes list, by canonical name, and how many others there are. */
function sorted({ installed }: NodeInventory, listed: TrackPackages) {
  const named = Map.groupBy(installed, ({ name, version }) => canonicalName(name, version));
  const known = new Map([...named].filter(([name]) => listed.has(name)).sort());
  return { known, ignored: named.size - known.size };
}

function shown(node: string): string {
  return inert(node.slice(0, 253)).replaceAll(/\s/g, ' ');
}
