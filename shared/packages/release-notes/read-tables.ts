import type { ReleaseTag } from '../../parameters/release-tag.ts';
import { quoted } from '../../problem.ts';
import type { Cell, NotedImage, SourceImage } from '../facts.ts';
import { readImageTable } from './image-table.ts';
import { readPackageTable } from './package-table.ts';
import type { Report } from './problems.ts';
import { readSourceTable } from './source-table.ts';
import type { Table } from './tables.ts';

/** The facts of notes that are tables: all since v20231106. */
export function readTableFacts(
  tables: readonly Table[],
  release: ReleaseTag,
  report: Report,
): {
  readonly images: readonly NotedImage[];
  readonly cells: readonly Cell[];
  readonly sourceImages: readonly SourceImage[];
} {
  const images: NotedImage[] = [];
  const cells: Cell[] = [];
  const sources: Table[] = [];
  for (const table of tables) {
    const kind = kindOf(table);
    if (kind === 'sources') sources.push(table);
    else if (kind === undefined || table.kubernetes === undefined) reportTable(table, report);
    else if (kind === 'images') images.push(...readImageTable(table, table.kubernetes, release, report));
    else cells.push(...readPackageTable(table, table.kubernetes, report));
  }
  // The base images stand before the sections whose tracks they are for.
  return { images, cells, sourceImages: sources.flatMap((table) => readSourceTable(table, images, report)) };
}

/** By what the header says, never by where the table stands. */
function kindOf({ rows: [header] }: Table): 'packages' | 'images' | 'sources' | undefined {
  if (header?.heading !== true) return undefined;
  const titles = header.cells.map((title) => title.toLowerCase());
  if (titles.includes('package')) return 'packages';
  if (titles.includes('ami names') && titles.includes('release version')) return 'images';
  if (titles.includes('ami type')) return 'sources';
  return undefined;
}

function reportTable({ rows: [header], kubernetes, line }: Table, report: Report): void {
  const place = `${kubernetes === undefined ? 'outside the sections' : `Kubernetes ${kubernetes}`}, line ${line}`;
  const titles = header?.cells.join(' | ') ?? '';
  report('unknown-table', place, `The table that begins with ${quoted(titles)} is not known here.`);
}
