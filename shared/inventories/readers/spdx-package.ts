import type { Installed } from '../inventory.ts';
import { readPackageUrl, rpmPackage } from '../rpm-name.ts';
import { installedOf } from './installed-of.ts';

/** A package with a package URL is what that says; one without any is taken at its name. */
export function spdxPackage(
  name: string,
  version: string,
  urls: readonly string[],
  place: string,
): Installed[] {
  const known = urls.filter((url) => url.startsWith('pkg:'));
  const found = known.length === 0 ? rpmPackage(name, version) : known.map(readPackageUrl).find(Boolean);
  return found === undefined ? [] : [{ ...installedOf(found), place }];
}
