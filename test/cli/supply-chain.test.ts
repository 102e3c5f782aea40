import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { allowedLicences, dependenciesPagePath, renderDependenciesPage } from '../../cli/licences.ts';
import { lockedPackages } from '../../cli/locked-packages.ts';

const root = join(import.meta.dirname, '../..');

test('every package of the product has a licence that asks for no more than to be named', async () => {
  const packages = await lockedPackages();
  expect(packages.length).toBeGreaterThan(40);
  expect(packages.filter(({ licence }) => !allowedLicences.has(licence))).toEqual([]);
});

test('docs/dependencies.md has them all', async () => {
  expect(await readFile(dependenciesPagePath, 'utf8')).toBe(await renderDependenciesPage());
});

test('the SBOM has what package.json asks for, by name and hash, and nothing of the place where it was made', async () => {
  await promisify(execFile)(process.execPath, [join(root, 'cli/sbom.ts')], { cwd: '/' });
  const text = await readFile(join(root, 'dist/sbom.json'), 'utf8');
  const sbom = JSON.parse(text) as {
    readonly components: readonly {
      readonly 'bom-ref': string;
      readonly purl: string;
      readonly hashes: readonly object[];
    }[];
  };
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const wanted = Object.entries(dependencies).map(
    ([name, version]) => `pkg:npm/${name.replace('@', '%40')}@${version}`,
  );
  const purls = new Set(sbom.components.map(({ purl }) => purl));
  expect(wanted.filter((purl) => !purls.has(purl))).toEqual([]);
  const refs = sbom.components.map((component) => component['bom-ref']);
  expect(refs.filter((ref, index) => refs.indexOf(ref) !== index)).toEqual([]);
  for (const { hashes } of sbom.components)
    expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]);
  expect(text).not.toContain(root);
});
