import { type AmiType, isAmiType, type Minor } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import type { Cell } from '../facts.ts';
import type { Report } from './problems.ts';
import type { Table } from './tables.ts';
import { absent, isPackageName, isVersionText } from './words.ts';

/** The cells of a section's table `Package | <AMI type> …`, or `Package | Version` where it tells no types apart. */
export function readPackageTable(table: Table, kubernetes: Minor, report: Report): readonly Cell[] {
  const [header, ...rows] = table.rows;
  const titles = header?.cells ?? [];
  const nameColumn = titles.findIndex((title) => title.toLowerCase() === 'package');
  const place = (line: number) => `Kubernetes ${kubernetes}, line ${line}`;
  const columns = titles.map((title, index) => (index === nameColumn ? undefined : columnOf(title)));
  for (const [index, title] of titles.entries()) {
    if (index === nameColumn || columns[index] !== undefined) continue;
    report('unknown-column', place(table.line), `The package table has a column ${quoted(title)}.`);
  }
  const read: Cell[] = [];
  for (const { line, cells } of rows) {
    const name = cells[nameColumn] ?? '';
    if (cells.length !== titles.length) {
      const message = `The row of ${quoted(name)} fills ${cells.length} columns of ${titles.length}.`;
      report('row-width', place(line), message);
      continue;
    }
    if (!isPackageName(name)) {
      report('unknown-package-cell', place(line), `${quoted(name)} is no package name.`);
      continue;
    }
    for (const [index, amiType] of columns.entries()) {
      const text = cells[index] ?? '';
      if (amiType === undefined) continue;
      if (text !== absent && !isVersionText(text)) {
        report('unknown-package-cell', place(line), `${name} on ${amiType} is ${quoted(text)}, no version.`);
        continue;
      }
      read.push({ amiType, kubernetes, package: name, version: text === absent ? undefined : text });
    }
  }
  return read;
}

function columnOf(title: string): AmiType | '*' | undefined {
  if (isAmiType(title)) return title;
  return title.toLowerCase() === 'version' ? '*' : undefined;
}
