/** EKS's own `amiType` values for Amazon Linux, in the order in which people list them. */
export const amiTypes = [
  'AL2_x86_64',
  'AL2_ARM_64',
  'AL2_x86_64_GPU',
  'AL2023_x86_64_STANDARD',
  'AL2023_ARM_64_STANDARD',
  'AL2023_x86_64_NVIDIA',
  'AL2023_ARM_64_NVIDIA',
  'AL2023_x86_64_NEURON',
] as const;

export type AmiType = (typeof amiTypes)[number];

/** A Kubernetes minor, `1.30`. */
export type Minor = `${number}.${number}`;

/** One AMI type at one Kubernetes minor, `AL2_x86_64/1.30`. Versions are only ever compared within a track. */
export type Track = `${AmiType}/${Minor}`;

export type OperatingSystem = 'AL2' | 'AL2023';
export type Architecture = 'x86_64' | 'arm64';

export function isAmiType(text: string): text is AmiType {
  return (amiTypes as readonly string[]).includes(text);
}

/** The form of a Kubernetes minor. */
export const minorForm = /^[1-9]\d?\.(?:0|[1-9]\d{0,2})$/;

export function isMinor(text: string): text is Minor {
  return minorForm.test(text);
}

export function trackOf(amiType: AmiType, kubernetes: Minor): Track {
  return `${amiType}/${kubernetes}`;
}

/** The track written as `AL2_x86_64/1.30`, or `undefined` when either part is unknown. */
export function parseTrack(text: string): Track | undefined {
  const [amiType, kubernetes, ...rest] = text.split('/');
  if (amiType === undefined || kubernetes === undefined || rest.length > 0) return undefined;
  return isAmiType(amiType) && isMinor(kubernetes) ? trackOf(amiType, kubernetes) : undefined;
}

export function amiTypeOf(track: Track): AmiType {
  return track.slice(0, track.indexOf('/')) as AmiType;
}

export function minorOf(track: Track): Minor {
  return track.slice(track.indexOf('/') + 1) as Minor;
}

export function operatingSystemOf(amiType: AmiType): OperatingSystem {
  return amiType.startsWith('AL2023_') ? 'AL2023' : 'AL2';
}

export function architectureOf(amiType: AmiType): Architecture {
  return amiType.includes('ARM_64') ? 'arm64' : 'x86_64';
}

/** Orders minors by number: `1.9` comes before `1.30`. */
export function compareMinors(a: Minor, b: Minor): number {
  if (a === b) return 0;
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Orders tracks by AMI type as people list them, then by Kubernetes minor. */
export function compareTracks(a: Track, b: Track): number {
  return (
    amiTypes.indexOf(amiTypeOf(a)) - amiTypes.indexOf(amiTypeOf(b)) || compareMinors(minorOf(a), minorOf(b))
  );
}
