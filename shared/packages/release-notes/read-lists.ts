import type { ReleaseTag } from '../../parameters/release-tag.ts';
import { compareMinors, minorOf } from '../../parameters/track.ts';
import type { Cell, NotedImage } from '../facts.ts';
import { readBacktickedDetail } from './backticked-details.ts';
import { detailsOf } from './detail-list.ts';
import { readImageList } from './image-list.ts';
import type { Line } from './lines.ts';
import { outlineOf } from './outline.ts';
import { readPlainDetail } from './plain-details.ts';
import type { Report } from './problems.ts';

/** The facts of notes that are lists: all before v20231106. Before v20210519 they have no packages. */
export function readLists(
  lines: readonly Line[],
  release: ReleaseTag,
  report: Report,
): { readonly images: readonly NotedImage[]; readonly cells: readonly Cell[] } {
  const outline = outlineOf(lines, report);
  const images = readImageList(outline, release, report);
  const minors = [...new Set(images.map(({ track }) => minorOf(track)))].sort(compareMinors);
  const cells: Cell[] = [];
  const context = { minors, report, add: (cell: Cell) => cells.push(cell) };
  for (const detail of detailsOf(outline.details, report)) {
    const read = detail.text.startsWith('`') ? readBacktickedDetail : readPlainDetail;
    read(detail, context);
  }
  return { images, cells };
}
