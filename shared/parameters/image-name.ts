import { parseReleaseTag, type ReleaseTag } from './release-tag.ts';
import { type AmiType, amiTypeOf, amiTypes, isMinor, minorOf, type Track, trackOf } from './track.ts';

/** What comes before `-<Kubernetes minor>-<release tag>` in the name of an AMI. */
const prefixes: Readonly<Record<AmiType, string>> = {
  AL2_x86_64: 'amazon-eks-node',
  AL2_ARM_64: 'amazon-eks-arm64-node',
  AL2_x86_64_GPU: 'amazon-eks-gpu-node',
  AL2023_x86_64_STANDARD: 'amazon-eks-node-al2023-x86_64-standard',
  AL2023_ARM_64_STANDARD: 'amazon-eks-node-al2023-arm64-standard',
  AL2023_x86_64_NVIDIA: 'amazon-eks-node-al2023-x86_64-nvidia',
  AL2023_ARM_64_NVIDIA: 'amazon-eks-node-al2023-arm64-nvidia',
  AL2023_x86_64_NEURON: 'amazon-eks-node-al2023-x86_64-neuron',
};

const amiTypeOfPrefix: ReadonlyMap<string, AmiType> = new Map(amiTypes.map((type) => [prefixes[type], type]));

/** v20240924 to v20241016 carry the driver's branch in the name: `…-x86_64-nvidia-560-1.31-v20240924`. */
const nvidiaWithDriverBranch = /^amazon-eks-node-al2023-x86_64-nvidia-\d{3}$/;

const shape = /^(amazon-eks-[a-z0-9_-]{1,80})-([1-9]\d?\.(?:0|[1-9]\d{0,2}))-(v\d{8})$/;

/** The name that the AMI of a track has in a release, `amazon-eks-node-al2023-x86_64-standard-1.30-v20240817`. */
export function imageName(track: Track, release: ReleaseTag): string {
  return `${prefixes[amiTypeOf(track)]}-${minorOf(track)}-${release}`;
}

/** The track and the release that an AMI name speaks of, or `undefined` when its grammar is not known. */
export function parseImageName(name: string): { track: Track; release: ReleaseTag } | undefined {
  const [, prefix = '', minor = '', tag = ''] = shape.exec(name) ?? [];
  const amiType = nvidiaWithDriverBranch.test(prefix) ? 'AL2023_x86_64_NVIDIA' : amiTypeOfPrefix.get(prefix);
  const release = parseReleaseTag(tag);
  if (amiType === undefined || release === undefined || !isMinor(minor)) return undefined;
  return { track: trackOf(amiType, minor), release };
}
