import { announcedFinding, announcedRisk } from '../announce/announce.ts';
import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { allChangesBetween } from '../changes/change.ts';
import type { Installed, NodeInventory } from '../inventories/inventory.ts';
import type { PackageName } from '../packages/canonical.ts';
import type { TrackPackages } from '../packages/packages.ts';
import { tagDate } from '../parameters/release-tag.ts';
import {
  type AmiType,
  amiTypeOf,
  architectureOf,
  operatingSystemOf,
  type Track,
} from '../parameters/track.ts';
import { type Problem, quoted } from '../problem.ts';
import { buildReport } from '../report/build-report.ts';
import { type Claim, type Compared, driftOf, fitting } from './drift.ts';
import { align, foundVersion } from './found-version.ts';
import type { ReleasePackages } from './occurrences.ts';
import type { Verification, VerifiedGroup } from './verification.ts';

/** What nodes are held to: the claim, and what is known beside it. */
export interface Knowledge {
  readonly claim: Claim;
  /** Oldest first. */
  readonly history: readonly ReleasePackages[];
  readonly entries: readonly BehaviourChange[];
}

/** One node against the claim. `known` is what it says of the packages that the claim lists, by canonical name. */
export function verifyNode(
  node: NodeInventory,
  known: ReadonlyMap<PackageName, readonly Installed[]>,
  { claim, entries, history }: Knowledge,
): Omit<VerifiedGroup, 'nodes' | 'ignored'> {
  const other = otherAmiType(node, claim.track);
  const problems = other === undefined ? [] : [other];
  const compared = new Map<PackageName, Compared>();
  const before = new Map(claim.packages);
  const after = new Map(claim.packages);
  for (const [name, installed] of other === undefined ? known : []) {
    const reported = claim.packages.get(name);
    const found = foundVersion(installed);
    if (reported === undefined) continue;
    if (found === undefined) problems.push(unreadable(name, installed));
    if (found === undefined) continue;
    const { version } = found;
    const aligned =
      version && reported.version && align(name, reported, reported.version, version, found.installed.name);
    compared.set(name, { ...found, aligned });
    before.set(name, aligned === undefined ? reported : { ...reported, version: aligned.expected });
    // The source is the claim's, since reports know no other; nothing of it is shown.
    after.set(name, { ...reported, version: aligned === undefined ? version : aligned.found });
  }
  if (other === undefined && compared.size === 0) problems.push(nothingCompared(claim));
  const changes = allChangesBetween(before, after);
  const moved = new Set(changes.map((change) => change.package));
  const same = [...compared].filter(([name]) => !moved.has(name));
  const { because, findings, risks, severity } = meaningOf(claim, before, after, entries);
  return {
    outcome: outcomeOf(changes.length > 0, problems.length > 0),
    severity: changes.length === 0 && problems.length > 0 ? 'unknown' : severity,
    because: changes.length === 0 && problems.length > 0 ? 'not everything could be compared' : because,
    drift: changes.flatMap((change) => {
      const found = compared.get(change.package);
      return found === undefined ? [] : [driftOf(change, found, claim, history)];
    }),
    same: same.flatMap(([name, { aligned, version }]) =>
      version === undefined
        ? []
        : [{ package: name, version: version.text, comparedBy: aligned?.comparedBy ?? 'build' }],
    ),
    alsoInstalled: [...compared].flatMap(([name, { beside }]) =>
      beside.length === 0 ? [] : [{ package: name, versions: beside.map(({ text }) => text) }],
    ),
    notInInventory: [...claim.packages]
      .filter(([name, { version }]) => version !== undefined && !known.has(name))
      .map(([name]) => name)
      .sort(),
    fits: changes.length === 0 ? [] : fitting(compared, claim, history),
    findings,
    risks,
    problems,
  };
}

/** As a report of a move from what the release has to what was found: all that is said of a move is said of this one. */
function meaningOf(
  { release, source, track }: Claim,
  before: TrackPackages,
  after: TrackPackages,
  entries: readonly BehaviourChange[],
) {
  const report = buildReport(
    {
      stream: 'eks-amazon-linux',
      release,
      status: 'detailed',
      detectedAt: `${tagDate(release)}T00:00:00.000Z`,
      tracks: [track],
      packages: new Map([[track, after]]),
      previous: new Map([[track, { release, packages: new Map([[track, before]]) }]]),
      rollout: [],
      sources: [{ source, url: '' }],
      problems: [],
    },
    entries,
  );
  return {
    severity: report.severity,
    because: report.because,
    findings: report.findings.flatMap((finding) => announcedFinding(finding, entries)),
    risks: report.risks.map(announcedRisk),
  };
}

/** Drift is certain; where there is none, what could not be compared leaves it open. */
export function outcomeOf(drifted: boolean, unclear: boolean): Verification['outcome'] {
  if (drifted) return 'drifted';
  return unclear ? 'unclear' : 'as-released';
}

/** What cannot be a node of the AMI type is compared with nothing: every line would be a drift. */
function otherAmiType(
  { architecture, node, operatingSystem }: NodeInventory,
  track: Track,
): Problem | undefined {
  const amiType = amiTypeOf(track);
  const fits =
    (architecture ?? architectureOf(amiType)) === architectureOf(amiType) &&
    (operatingSystem ?? operatingSystemOf(amiType)) === operatingSystemOf(amiType);
  if (fits) return undefined;
  const system = operatingSystem === 'other' ? 'a system that is not Amazon Linux' : operatingSystem;
  const is = [system, architecture].filter((word) => word !== undefined).join(', ');
  return {
    kind: 'other-ami-type',
    subject: node === undefined ? 'the node' : quoted(node),
    message: `This is a node of ${is}, and ${amiType} is ${operatingSystemOf(amiType)}, ${architectureOf(amiType)}.`,
    remedy:
      node === undefined
        ? `Give its own --ami-type, or what a node of ${amiType} says.`
        : `Give its own --ami-type, or leave it out; of Kubernetes, by \`-l ${labelOf(amiType)}\` of \`kubectl get nodes\`.`,
  };
}

/** The label of Kubernetes that nodes of the AMI type have. */
function labelOf(amiType: AmiType): string {
  return `kubernetes.io/arch=${architectureOf(amiType) === 'arm64' ? 'arm64' : 'amd64'}`;
}

function unreadable(name: PackageName, installed: readonly Installed[]): Problem {
  const [first] = installed;
  return {
    kind: 'unknown-version-shape',
    subject: name,
    place: first?.place ?? '',
    message: `The version ${quoted(first?.version ?? '')} has a shape that is not known.`,
    remedy: 'It was not compared; print it with `rpm -q` and compare it by hand.',
  };
}

function nothingCompared({ packages, release }: Claim): Problem {
  return {
    kind: 'nothing-compared',
    subject: 'the inventory',
    message: `It speaks of none of the packages that ${release} lists: ${[...packages.keys()].sort().join(', ')}.`,
    remedy: 'Give what `rpm -qa` prints on the node, whole.',
  };
}
