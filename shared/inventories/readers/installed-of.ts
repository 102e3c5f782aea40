import { type Installed, readArchitecture } from '../inventory.ts';
import type { RpmPackage } from '../rpm-name.ts';

/** A package that is installed and of which nothing says whether it runs. */
export function installedOf({ architecture, name, version }: RpmPackage): Omit<Installed, 'place'> {
  return { name, version, running: false, architecture: readArchitecture(architecture ?? '') };
}
