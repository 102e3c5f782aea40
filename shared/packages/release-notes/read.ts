import type { ReleaseTag } from '../../parameters/release-tag.ts';
import { quoted } from '../../problem.ts';
import type { Cell, NotedImage, Reading } from '../facts.ts';
import { documentLimit, inOrder, nothingRead, tooLarge } from '../reading.ts';
import { readImageTable } from './image-table.ts';
import { readPackageTable } from './package-table.ts';
import { gatherProblems, type Report } from './problems.ts';
import { withoutProse } from './prose.ts';
import { readTables, type Table } from './tables.ts';
import { reportGaps, withoutContradictions } from './whole.ts';

/**
 * Reads the notes of one release: the body of a GitHub release, or its changelog entry without the heading, as upstream
 * writes them since v20231106 (HTML tables in Markdown). Facts come in order (`inOrder`); what is not understood is left
 * out and stands in the problems, with its line in the text. Never throws.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/releases
 */
export function readReleaseNotes(text: string, release: ReleaseTag): Reading {
  if (text.length > documentLimit) return nothingRead(release, tooLarge(text, release));
  const { report, problems } = gatherProblems(release);
  const images: NotedImage[] = [];
  const cells: Cell[] = [];
  let packageTables = 0;
  for (const table of readTables(withoutProse(text), report)) {
    const kind = kindOf(table);
    if (kind === 'sources') continue;
    if (kind === undefined || table.kubernetes === undefined) {
      reportTable(table, report);
    } else if (kind === 'images') {
      images.push(...readImageTable(table, table.kubernetes, release, report));
    } else {
      packageTables += 1;
      cells.push(...readPackageTable(table, table.kubernetes, report));
    }
  }
  if (packageTables === 0) {
    report('no-package-tables', undefined, 'The notes have no package tables: no packages are known.');
  }
  const facts = withoutContradictions({ stream: 'eks-amazon-linux', release, images, cells }, report);
  reportGaps(facts, report);
  return { facts: inOrder(facts), problems };
}

/** By what the header says, never by where the table stands. */
function kindOf({ rows: [header] }: Table): 'packages' | 'images' | 'sources' | undefined {
  if (header?.heading !== true) return undefined;
  const titles = header.cells.map((title) => title.toLowerCase());
  if (titles.includes('package')) return 'packages';
  if (titles.includes('ami names') && titles.includes('release version')) return 'images';
  // Which base image each AMI type was built from: nothing that nodes notice.
  if (titles.includes('ami type')) return 'sources';
  return undefined;
}

function reportTable({ rows: [header], kubernetes, line }: Table, report: Report): void {
  const place = `${kubernetes === undefined ? 'outside the sections' : `Kubernetes ${kubernetes}`}, line ${line}`;
  const titles = header?.cells.join(' | ') ?? '';
  report('unknown-table', place, `The table that begins with ${quoted(titles)} is not known here.`);
}
