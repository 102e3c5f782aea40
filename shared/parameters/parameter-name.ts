import { type AmiType, amiTypeOf, isMinor, type Minor, minorOf, type Track, trackOf } from './track.ts';

/** Where AWS keeps the EKS Amazon Linux parameters. */
const root = '/aws/service/eks/optimized-ami/';

/** Path of an AMI type below a Kubernetes minor (Amazon EKS user guide, "Retrieve recommended Amazon Linux AMI IDs"). */
const pathOfAmiType: Readonly<Record<AmiType, string>> = {
  AL2_x86_64: 'amazon-linux-2',
  AL2_ARM_64: 'amazon-linux-2-arm64',
  AL2_x86_64_GPU: 'amazon-linux-2-gpu',
  AL2023_x86_64_STANDARD: 'amazon-linux-2023/x86_64/standard',
  AL2023_ARM_64_STANDARD: 'amazon-linux-2023/arm64/standard',
  AL2023_x86_64_NVIDIA: 'amazon-linux-2023/x86_64/nvidia',
  AL2023_ARM_64_NVIDIA: 'amazon-linux-2023/arm64/nvidia',
  AL2023_x86_64_NEURON: 'amazon-linux-2023/x86_64/neuron',
};

const amiTypeOfPath = new Map(Object.entries(pathOfAmiType).map(([type, path]) => [path, type as AmiType]));

export interface ParameterName {
  readonly track: Track;
  /** `recommended`, or the name of the AMI that the parameter is pinned to. */
  readonly image: string;
  /** One fact of the image, or `undefined` for the JSON parent that has them all. */
  readonly leaf: 'image_id' | 'image_name' | 'release_version' | undefined;
}

/** The JSON parameter of a track's recommended image, `/aws/service/eks/optimized-ami/1.30/amazon-linux-2/recommended`. */
export function recommendedParameter(track: Track): string {
  return `${root}${minorOf(track)}/${pathOfAmiType[amiTypeOf(track)]}/recommended`;
}

/** The path right below which a track has a JSON parameter for each of its images, pinned to the image's name. */
export function pinnedPath(track: Track): string {
  return `${root}${minorOf(track)}/${pathOfAmiType[amiTypeOf(track)]}`;
}

/** The path that has everything that AWS publishes for a minor. */
export function pathOfMinor(kubernetes: Minor): string {
  return `${root}${kubernetes}`;
}

/** The part of a name that says which image of a track it is. */
const imagePart = /^(?:recommended|amazon-eks-.*)$/;

/**
 * The path of operating system, architecture and variant in a parameter's name, when no AMI type is known for it:
 * `amazon-linux-2023/x86_64/fips`. `undefined` for one that is known.
 */
export function unknownVariant(name: string): string | undefined {
  const path = name.slice(root.length).split('/').slice(1);
  const image = path.findIndex((part) => imagePart.test(part));
  // A name without an image is cut after three parts, as deep as paths go today: each of its leaves would be told otherwise.
  const variant = path.slice(0, image === -1 ? 3 : image).join('/');
  return amiTypeOfPath.has(variant) || variant === '' ? undefined : variant;
}

/** Reads a parameter's name; answers in words what it does not understand. */
export function parseParameterName(name: string): ParameterName | { readonly error: string } {
  if (!name.startsWith(root)) return { error: `it does not begin with ${root}` };
  const [kubernetes = '', ...path] = name.slice(root.length).split('/');
  if (!isMinor(kubernetes)) return { error: 'what follows the root is not a Kubernetes minor like 1.30' };
  const depth = path[0] === 'amazon-linux-2023' ? 3 : 1;
  const amiType = amiTypeOfPath.get(path.slice(0, depth).join('/'));
  if (amiType === undefined) return { error: 'the operating system, architecture and variant are not known' };
  const [image, leaf, ...rest] = path.slice(depth);
  if (image === undefined || image === '')
    return { error: 'it ends before "recommended" or the name of an AMI' };
  if (rest.length > 0 || !isLeaf(leaf))
    return { error: 'what follows the image is not image_id, image_name or release_version alone' };
  return { track: trackOf(amiType, kubernetes), image, leaf };
}

function isLeaf(leaf: string | undefined): leaf is ParameterName['leaf'] {
  return leaf === undefined || leaf === 'image_id' || leaf === 'image_name' || leaf === 'release_version';
}
