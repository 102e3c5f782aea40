import { parseImageName } from '../../parameters/image-name.ts';
import { type ReleaseTag, tagDate } from '../../parameters/release-tag.ts';
import { type Minor, minorOf } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import type { NotedImage } from '../facts.ts';
import type { Report } from './problems.ts';
import type { Table } from './tables.ts';

const releaseVersionShape = /^([1-9]\d?\.(?:0|[1-9]\d{0,2}))\.\d{1,3}-(20\d{6})$/;
const knownColumns = ['ami names', 'release version', 'included artifacts'];

/** The images of a section's table `AMI Names | Release version | Included artifacts`. */
export function readImageTable(
  table: Table,
  kubernetes: Minor,
  release: ReleaseTag,
  report: Report,
): NotedImage[] {
  const [header, ...rows] = table.rows;
  const columns = (header?.cells ?? []).map((text) => text.toLowerCase());
  const place = (line: number) => `Kubernetes ${kubernetes}, line ${line}`;
  for (const column of columns) {
    if (knownColumns.includes(column)) continue;
    report('unknown-column', place(table.line), `The table of AMI names has a column ${quoted(column)}.`);
  }
  const images: NotedImage[] = [];
  for (const { line, cells } of rows) {
    const imageName = cells[columns.indexOf('ami names')] ?? '';
    const releaseVersion = cells[columns.indexOf('release version')] ?? '';
    if (cells.length !== columns.length) {
      report('row-width', place(line), `The row fills ${cells.length} columns of ${columns.length}.`);
      continue;
    }
    const named = parseImageName(imageName);
    if (named === undefined || named.release !== release || minorOf(named.track) !== kubernetes) {
      report(
        'image-name-unknown',
        place(line),
        `${quoted(imageName)} names no image of this section and release.`,
      );
      continue;
    }
    const [, minor, date] = releaseVersionShape.exec(releaseVersion) ?? [];
    if (minor !== kubernetes || date !== tagDate(release).replaceAll('-', '')) {
      const message = `${quoted(releaseVersion)} is no release version of this section and release.`;
      report('release-version-mismatch', place(line), message);
    }
    // A wrong date is kept as the source has it; without kubelet's version the image says nothing.
    if (minor === kubernetes) images.push({ track: named.track, imageName, releaseVersion });
  }
  return images;
}
