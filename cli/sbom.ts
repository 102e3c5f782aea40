import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type LockedPackage, lockedPackages } from './locked-packages.ts';

/*
 * npm run sbom
 *
 * Writes dist/sbom.json: CycloneDX, every package that the product consists of, from the lock file alone, so that the same lock file
 * gives the same bytes. `npm sbom --omit dev` leaves out what a tool for development happens to need as well.
 */

const root = join(import.meta.dirname, '..');
const path = join(root, 'dist/sbom.json');
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const packages = await lockedPackages();
const sbom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: `urn:uuid:${uuidOf(JSON.stringify([version, packages]))}`,
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': `amiwatch@${version}`,
      name: 'amiwatch',
      version,
      licenses: [{ license: { id: 'Apache-2.0' } }],
    },
  },
  components: packages.map(componentOf),
};
await mkdir(dirname(path), { recursive: true });
await writeFile(path, `${JSON.stringify(sbom, undefined, 2)}\n`);
console.log(`${packages.length} packages in ${relative(process.cwd(), path)}`);

function componentOf({ integrity, licence, name, version }: LockedPackage) {
  const [algorithm = '', hash = ''] = integrity.split('-');
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    scope: 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: [
      {
        alg: algorithm.replace('sha', 'SHA-'),
        content: Buffer.from(hash, 'base64').toString('hex'),
      },
    ],
    licenses: [{ license: { id: licence } }],
  };
}

/** A UUID of version 8, which RFC 9562 leaves to whoever makes it. */
function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`];
  return [...parts, hash.slice(20, 32)].join('-');
}
