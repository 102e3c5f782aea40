import { amiTypeOf, isAmiType, minorOf, type Track } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import type { NotedImage, SourceImage } from '../facts.ts';
import { parseMinorRange } from './minor-range.ts';
import type { Report } from './problems.ts';
import type { Table } from './tables.ts';
import { absent } from './words.ts';

const column = /^Source AMI Name(?: \(K8s ([^()]+)\))?$/i;
const imageName = /^[a-z0-9][\w.-]{2,127}$/;

/** The table `AMI Type | Source AMI Name (K8s 1.33 – 1.35) | …`, a base image for each of the release's tracks. */
export function readSourceTable(
  { line: tableLine, rows: [header, ...rows] }: Table,
  images: readonly NotedImage[],
  report: Report,
): readonly SourceImage[] {
  const titles = header?.cells ?? [];
  const typeColumn = titles.findIndex((title) => title.toLowerCase() === 'ami type');
  const ranges = titles.map((title, index) => (index === typeColumn ? undefined : rangeOf(title)));
  for (const [index, title] of titles.entries()) {
    if (index === typeColumn || ranges[index] !== undefined) continue;
    report('unknown-column', `line ${tableLine}`, `The table of base images has a column ${quoted(title)}.`);
  }
  const tracks: readonly Track[] = [...new Set(images.map(({ track }) => track))];
  return rows.flatMap(({ line, cells }) => {
    const amiType = cells[typeColumn] ?? '';
    if (!isAmiType(amiType) || cells.length !== titles.length) {
      report(
        'unknown-source-row',
        `line ${line}`,
        `${quoted(cells.join(' | '))} is no AMI type with base images.`,
      );
      return [];
    }
    return ranges.flatMap((covers, index) => {
      const name = cells[index] ?? '';
      if (covers === undefined || name === absent) return [];
      if (!imageName.test(name)) {
        report('unknown-source-row', `line ${line}`, `The base image of ${amiType} is ${quoted(name)}.`);
        return [];
      }
      return tracks
        .filter((track) => amiTypeOf(track) === amiType && covers(minorOf(track)))
        .map((track) => ({ track, imageName: name }));
    });
  });
}

function rangeOf(title: string): ReturnType<typeof parseMinorRange> {
  const [matched, range] = column.exec(title) ?? [];
  if (matched === undefined) return undefined;
  return range === undefined ? () => true : parseMinorRange(range);
}
