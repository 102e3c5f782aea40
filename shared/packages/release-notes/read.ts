import type { ReleaseTag } from '../../parameters/release-tag.ts';
import type { Reading } from '../facts.ts';
import { documentLimit, inOrder, nothingRead, tooLarge } from '../reading.ts';
import { readLines } from './lines.ts';
import { reportUnknownHeadings } from './outline.ts';
import { gatherProblems } from './problems.ts';
import { withoutProse } from './prose.ts';
import { readLists } from './read-lists.ts';
import { readTableFacts } from './read-tables.ts';
import { readReferences } from './references.ts';
import { readTables } from './tables.ts';
import { reportGaps, withoutContradictions } from './whole.ts';

/**
 * Reads the notes of one release: the body of a GitHub release, or its changelog entry without the heading, as upstream
 * has written them since 2018: HTML tables in Markdown (v20231106 on), lists of packages (v20210519 on), and before that
 * names of images alone, which give no packages and a problem that says so. Facts come in order (`inOrder`); what is not
 * understood is left out and stands in the problems, with its line, counted from `firstLine`. Never throws.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/releases
 */
export function readReleaseNotes(text: string, release: ReleaseTag, firstLine = 1): Reading {
  if (text.length > documentLimit) return nothingRead(release, tooLarge(text, release));
  const { report, problems } = gatherProblems(release);
  const tables = readTables(withoutProse(text), report, firstLine);
  const lines = readLines(text, firstLine);
  if (tables.length > 0) reportUnknownHeadings(lines, report);
  const { sourceImages = [], ...read } =
    tables.length > 0
      ? readTableFacts(tables, release, report)
      : { ...readLists(lines, release, report), sourceImages: [] };
  if (read.cells.length === 0) {
    report(
      'no-packages-known',
      `line ${firstLine}`,
      'The notes list no packages: what the images have is unknown.',
    );
  }
  const references = readReferences(lines, release, report);
  const facts = withoutContradictions(
    {
      stream: 'eks-amazon-linux',
      release,
      ...read,
      ...(sourceImages.length === 0 ? {} : { sourceImages }),
      ...(references.length === 0 ? {} : { references }),
    },
    report,
  );
  reportGaps(facts, report);
  return { facts: inOrder(facts), problems };
}
