import type { Installed } from '../inventories/inventory.ts';
import type { PackageName } from '../packages/canonical.ts';
import type { Reported } from '../packages/packages.ts';
import { compareVersions, parseVersion, type Version } from '../packages/version.ts';

/** What an inventory says of one package that the release notes list. */
export interface Found {
  readonly installed: Installed;
  /** `undefined` where it says that the node does not have the package. */
  readonly version: Version | undefined;
  /** Other versions that are installed. */
  readonly beside: readonly Version[];
}

/** Two versions cut to what both sides say. */
export interface Aligned {
  readonly expected: Version;
  readonly found: Version;
  readonly comparedBy: 'build' | 'upstream';
}

/**
 * The version that counts of all that an inventory says of a package: what runs, then the newest, which is what the next boot
 * takes. What runs is often told without its build; an installed one that is the same gives that.
 *
 * @returns `undefined` where no version can be read.
 */
export function foundVersion(of: readonly Installed[]): Found | undefined {
  const read = of.flatMap((installed) => {
    const version = installed.version === undefined ? undefined : parseVersion(installed.version);
    return version === undefined ? [] : [{ installed, version }];
  });
  const newestFirst = read.toSorted((a, b) => compareVersions(b.version, a.version));
  const running = newestFirst.find(({ installed }) => installed.running);
  const builds = newestFirst.filter(({ version }) => version.release !== undefined);
  const chosen =
    running === undefined
      ? newestFirst[0]
      : (builds.find(({ version }) => isSame(version, running.version)) ?? running);
  if (chosen === undefined) {
    const [missing] = of.filter(({ version }) => version === undefined);
    return missing && { installed: missing, version: undefined, beside: [] };
  }
  const others = read.map(({ version }) => version).filter((version) => !isSame(version, chosen.version));
  const beside = [...new Map(others.map((version) => [version.text, version])).values()];
  return { ...chosen, beside };
}

function isSame(a: Version, b: Version): boolean {
  return compareVersions(withoutEpoch(a), withoutEpoch(b)) === 0;
}

/**
 * Cuts both versions to what both say. Release notes name no epoch and some no build; kubectl knows no builds. The driver of
 * NVIDIA comes in several RPMs of one upstream version, each with a build of its own.
 */
export function align(
  name: PackageName,
  reported: Reported,
  expected: Version,
  found: Version,
  as: string,
): Aligned {
  const epochs = hasEpoch(expected) && hasEpoch(found);
  const anotherRpm = name === 'nvidia-driver' && reported.name !== as;
  const builds = expected.release !== undefined && found.release !== undefined && !anotherRpm;
  const cut = (version: Version): Version => {
    const { upstream, ...rest } = epochs ? version : withoutEpoch(version);
    return builds ? { ...rest, upstream } : { ...rest, upstream, text: upstream, release: undefined };
  };
  return { expected: cut(expected), found: cut(found), comparedBy: builds ? 'build' : 'upstream' };
}

function hasEpoch({ text }: Version): boolean {
  return text.includes(':');
}

function withoutEpoch(version: Version): Version {
  return { ...version, epoch: 0 };
}
