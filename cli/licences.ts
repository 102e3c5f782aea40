import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { betweenMarks } from './between-marks.ts';
import { columnTable } from './column-table.ts';
import { lockedPackages } from './locked-packages.ts';

/** The page about dependencies, which has the licences of all that the product consists of. */
export const dependenciesPagePath = join(import.meta.dirname, '../docs/dependencies.md');

/** Licences that ask for no more than to be named along with the product. */
export const allowedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

/** The page with the licences of now. */
export async function renderDependenciesPage(): Promise<string> {
  const packages = await lockedPackages();
  const rows = [...Map.groupBy(packages, ({ licence }) => licence)].map(([licence, list]) => [
    licence,
    String(list.length),
    list.map(({ name, version }) => `\`${name} ${version}\``).join(', '),
  ]);
  const table = columnTable(['licence', 'packages', 'which'], rows.toSorted());
  return betweenMarks(await readFile(dependenciesPagePath, 'utf8'), 'licences', table);
}
