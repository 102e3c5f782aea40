import { parseReleaseTag, type ReleaseTag } from '../parameters/release-tag.ts';
import { type AmiType, amiTypes, type OperatingSystem, operatingSystemOf } from '../parameters/track.ts';

/** Karpenter's alias of a release of Amazon Linux, taken apart. */
export interface Alias {
  readonly operatingSystem: OperatingSystem;
  readonly release: ReleaseTag;
  /** The AMI types that Karpenter chooses from. */
  readonly amiTypes: readonly AmiType[];
}

const families: ReadonlyMap<string, OperatingSystem> = new Map([
  ['al2', 'AL2'],
  ['al2023', 'AL2023'],
]);

/** Reads `al2023@v20240817`; `undefined` for any other text, and for `@latest`, which names no release. */
export function parseAlias(text: string): Alias | undefined {
  const [family = '', tag = '', ...rest] = text.split('@');
  const release = parseReleaseTag(tag);
  const operatingSystem = families.get(family);
  if (operatingSystem === undefined || release === undefined || rest.length > 0) return undefined;
  return {
    operatingSystem,
    release,
    amiTypes: amiTypes.filter((amiType) => operatingSystemOf(amiType) === operatingSystem),
  };
}

/** The alias by which Karpenter pins a release for an AMI type. */
export function aliasOf(amiType: AmiType, release: ReleaseTag): string {
  return `${operatingSystemOf(amiType).toLowerCase()}@${release}`;
}
