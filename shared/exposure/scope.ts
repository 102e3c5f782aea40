import type { Setup, SetupKind } from '../setups/setup.ts';
import type { Evidence } from './answer.ts';
import { inRange } from './ask-setup.ts';
import { systemOf, systemOfType } from './system.ts';

/** Where an entry says that a behaviour is found, as far as a setup can say that it is elsewhere. */
export interface Scope {
  readonly operatingSystems?: readonly string[];
  readonly amiTypes?: readonly string[];
  readonly architectures?: readonly string[];
  readonly kubernetes?: string;
  /** The stream whose releases are meant; each has operating systems of its own. */
  readonly releases?: string;
}

const systemsOfStream: Readonly<Record<string, readonly string[]>> = {
  'eks-amazon-linux': ['AL2', 'AL2023'],
  bottlerocket: ['Bottlerocket'],
  windows: ['Windows'],
};

const nodes: readonly SetupKind[] = ['user-data', 'node-config', 'node-group'];

/** Kinds of setups that what stands under `where` is asked of: all that make nodes may hold user data, a NodeConfig or both. */
const askedOf: Readonly<Record<SetupKind, readonly SetupKind[]>> = {
  'user-data': nodes,
  'node-config': nodes,
  'node-group': nodes,
  'image-build': ['image-build'],
  'pod-spec': ['pod-spec'],
  cluster: ['cluster', 'pod-spec'],
};

export function isAskedOf(where: SetupKind, kind: SetupKind): boolean {
  return askedOf[where].includes(kind);
}

/** Why no place of an entry is the setup's; nothing where one is, or may be. */
export function outOfScope(scopes: readonly Scope[], setup: Setup): Evidence | undefined {
  const reasons = scopes.map((scope) => elsewhere(scope, setup));
  const [first] = reasons;
  if (first === undefined || reasons.includes(undefined)) return undefined;
  return { place: setup.place, says: [...new Set(reasons)].join(' ') };
}

function elsewhere(scope: Scope, setup: Setup): string | undefined {
  const { amiTypes, architectures, kubernetes, releases = '' } = scope;
  const operatingSystems = scope.operatingSystems ?? systemsOfStream[releases];
  const system = systemOf(setup);
  const named = [...(operatingSystems ?? []), ...(amiTypes ?? [])];
  if (system === 'Windows' && named.length === 0) return 'These nodes run Windows, and this is about Linux.';
  if (system !== undefined && operatingSystems !== undefined && !operatingSystems.includes(system)) {
    return `These nodes run ${system}, and this is about ${operatingSystems.join(', ')}.`;
  }
  if (amiTypes !== undefined) {
    const systems = new Set(amiTypes.map(systemOfType));
    if (setup.amiType !== undefined && !amiTypes.includes(setup.amiType)) {
      return `The AMI type is ${setup.amiType}, and this is about ${amiTypes.join(', ')}.`;
    }
    if (system !== undefined && !systems.has(system)) {
      return `These nodes run ${system}, and this is about ${amiTypes.join(', ')}.`;
    }
  }
  if (architectures !== undefined && setup.amiType !== undefined) {
    const architecture = /ARM_64|arm64/.test(setup.amiType) ? 'arm64' : 'x86_64';
    if (setup.amiType !== 'CUSTOM' && !architectures.includes(architecture)) {
      return `The AMI type is ${setup.amiType}, and this is about ${architectures.join(', ')}.`;
    }
  }
  if (kubernetes !== undefined && setup.kubernetes !== undefined) {
    if (inRange(setup.kubernetes, kubernetes) === 'no') {
      return `These nodes are for Kubernetes ${setup.kubernetes}, and this is about ${kubernetes}.`;
    }
  }
  return undefined;
}
