import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().default('none'),
      integrity: z.string().default(''),
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
    }),
  ),
});

/** A package that the product consists of. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** As npm writes it: `sha512-` and the hash in base 64. */
  readonly integrity: string;
}

/** Every package of the lock file that is neither for development nor optional, once. */
export async function lockedPackages(): Promise<readonly LockedPackage[]> {
  const path = join(import.meta.dirname, '../package-lock.json');
  const { packages } = lockSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const installed = Object.entries(packages).flatMap(
    ([place, { dev, integrity, license, optional, version }]) =>
      version === undefined || place === '' || dev || optional
        ? []
        : [{ name: place.replace(/^.*node_modules\//, ''), version, licence: license, integrity }],
  );
  // The same version lies in several folders where a third package needs another one at the top.
  return [...new Map(installed.map((found) => [`${found.name}@${found.version}`, found])).values()];
}
