import { quoted } from '../../problem.ts';
import type { Line } from './lines.ts';
import type { Report } from './problems.ts';

/** The parts of notes that are lists, which is how they were written before v20231106. */
export type Part = 'images' | 'release-versions' | 'binaries' | 'details' | 'words';

export type Outline = Readonly<Record<Part, readonly Line[]>>;

const titles: readonly (readonly [RegExp, Part])[] = [
  [/^\[Release versions\]\(\S+\) for these AMIs ?:$/, 'release-versions'],
  [/^Binaries used to build these AMIs are published ?:$/, 'binaries'],
  [/^AMI details ?:$/i, 'details'],
  [/^(?:(?:Notable|Minor|Other|Kubernetes) )?Changes ?:?$/i, 'words'],
  [/^Notice ?:$/, 'words'],
];

/** Titles of the releases that GitHub writes down by itself, and of their callouts. */
const knownHeading = /^(?:What's Changed|New Contributors|AMI Details)$/;

/** Divides the lines at their titles. A list before the first one is that of the images. */
export function outlineOf(lines: readonly Line[], report: Report): Outline {
  const parts: Record<Part, Line[]> = {
    images: [],
    'release-versions': [],
    binaries: [],
    details: [],
    words: [],
  };
  let part: Part = 'images';
  for (const line of lines) {
    const title = line.kind === 'item' || line.kind === 'quote' ? undefined : titleOf(line);
    if (title !== undefined) part = title;
    else if (isTitle(line)) {
      part = 'words';
      reportHeading(line, report);
    } else parts[part].push(line);
  }
  return parts;
}

/** Reports the headings that are not known, in notes whose facts stand in tables. */
export function reportUnknownHeadings(lines: readonly Line[], report: Report): void {
  for (const line of lines) if (isTitle(line) && titleOf(line) === undefined) reportHeading(line, report);
}

function titleOf({ text }: Line): Part | undefined {
  if (knownHeading.test(text)) return 'words';
  return titles.find(([shape]) => shape.test(text))?.[1];
}

/** A heading, or a short line that ends in a colon and stands by itself. */
function isTitle({ kind, text }: Line): boolean {
  return kind === 'heading' || (kind === 'words' && /^[^<>]{1,80}:$/.test(text));
}

function reportHeading({ line, text }: Line, report: Report): void {
  report('unknown-heading', `line ${line}`, `What stands under ${quoted(text)} is not read.`);
}
