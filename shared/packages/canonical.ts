/** A package under the one name that it keeps over upstream's renames: `containerd`, `kernel`, `nvidia-driver`. */
export type PackageName = string;

const renamed: ReadonlyMap<string, PackageName> = new Map([
  ['nvidia-driver-latest-dkms', 'nvidia-driver'],
  ['kmod-nvidia-latest-dkms', 'nvidia-driver'],
  ['cuda', 'cuda-toolkit'],
  ['cuda-12-2', 'cuda-toolkit'],
  ['dockerd', 'docker'],
  ['SSM agent', 'amazon-ssm-agent'],
]);

const kernelLine = /^kernel\d+\.\d+$/;

/** A major of NVIDIA's driver, `460`. The CUDA toolkit and the container packages are two orders below. */
const driverVersion = /^[1-9]\d{2}\./;

/**
 * The canonical name of a package. Upstream names a kernel after its line (`kernel6.12`) and the driver after its
 * packaging; compared by raw name, such a rename would hide the very change that matters. Until v20221112 the row
 * `cuda` gave the version of the driver, and from v20221222 on the toolkit's: its version tells which it is.
 *
 * `nvidia-container-runtime-hook` is not `nvidia-container-toolkit`: the toolkit replaced it, with versions of its own.
 */
export function canonicalName(raw: string, version?: string): PackageName {
  if (raw === 'cuda' && version !== undefined && driverVersion.test(version)) return 'nvidia-driver';
  return kernelLine.test(raw) ? 'kernel' : (renamed.get(raw) ?? raw);
}

/**
 * Whether a version cannot be the package's own. Four releases of 2021 give the driver's version for
 * `nvidia-container-runtime-hook`, copied from the line above it.
 */
export function isMisplaced(raw: string, version: string): boolean {
  return raw.startsWith('nvidia-container-') && driverVersion.test(version);
}

/**
 * How many leading numbers of a version name a line of the package: a kernel line is `6.12`, a driver branch `570`.
 * `undefined` for packages whose versions have no lines, only majors.
 */
export function lineSegments(name: PackageName): number | undefined {
  if (name === 'kernel') return 2;
  if (name === 'nvidia-driver') return 1;
  return undefined;
}

/** Packages that every node image has: where a source says "not in that AMI", it is the source that has a gap. */
export const alwaysPresent: readonly PackageName[] = ['kernel', 'containerd', 'runc'];

export function isAlwaysPresent(name: PackageName): boolean {
  return alwaysPresent.includes(name);
}

/**
 * Packages that entries can be matched by and reports do not list as moves. Kubelet follows the minor of its track, patch
 * by patch with nearly every release: a line for each minor in every report says what its release version says.
 */
const unlisted: readonly PackageName[] = ['kubelet'];

export function isListed(name: PackageName): boolean {
  return !unlisted.includes(name);
}
