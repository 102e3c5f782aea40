/** A package under the one name that it keeps over upstream's renames: `containerd`, `kernel`, `nvidia-driver`. */
export type PackageName = string;

const renamed: ReadonlyMap<string, PackageName> = new Map([
  ['nvidia-driver-latest-dkms', 'nvidia-driver'],
  ['kmod-nvidia-latest-dkms', 'nvidia-driver'],
  ['cuda', 'cuda-toolkit'],
  ['cuda-12-2', 'cuda-toolkit'],
]);

const kernelLine = /^kernel\d+\.\d+$/;

/**
 * The canonical name of a package. Upstream names a kernel after its line (`kernel6.12`) and the driver after its
 * packaging; compared by raw name, such a rename would hide the very change that matters.
 */
export function canonicalName(raw: string): PackageName {
  return kernelLine.test(raw) ? 'kernel' : (renamed.get(raw) ?? raw);
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
export function isAlwaysPresent(name: PackageName): boolean {
  return name === 'kernel' || name === 'containerd' || name === 'runc';
}
