import { parseReleaseTag, type ReleaseTag } from '../../parameters/release-tag.ts';
import { type Problem, quoted } from '../../problem.ts';
import type { Withdrawal } from '../facts.ts';
import { codeFences } from './prose.ts';

/** One release of the changelog. */
export interface ChangelogEntry {
  /** The heading without its `#` marks. */
  readonly heading: string;
  /** Where the heading stands, from 1. */
  readonly line: number;
  readonly release: ReleaseTag;
  readonly withdrawn?: Withdrawal;
  /** What follows the heading: what the body of the GitHub release says. The oldest headings list images, and are part of it. */
  readonly text: string;
  /** Where the text begins, from 1. */
  readonly textLine: number;
}

/** Before 2020 the heading listed AMI names in place of a tag. Only first-level headings can be news of another shape. */
const headingShape =
  /^#{1,3} (?<heading>(?:\[(?<label>[^\]]+)\] )?AMI Release (?<tag>v\d{8})|amazon-eks-.*|eks-worker.*)$/;
/** Until July 2019 the heading was the list of images; their names have the tag. */
const imagesHeading = /^amazon-eks-(?:gpu-)?node-1\.\d+-(?<tag>v\d{8})(?: \||$)/;
/** Those of 2018 have a number and no date: they are no release of the stream, and their notes name no version. */
const numberedHeading = /^(?:amazon-eks-node|eks-worker)-v\d{2}$/;
const otherHeading = /^# (?<heading>.+)$/;
const withdrawals: ReadonlyMap<string, Withdrawal> = new Map([
  ['recalled', 'recalled'],
  ['abandoned', 'abandoned'],
]);

const teach = 'Look at the changelog there, and teach shared/packages/release-notes/changelog.ts.';

/**
 * Splits upstream's changelog into its releases, in the order of the file (newest first). Headings that name no release
 * are problems, and what stands under them belongs to no entry.
 */
export function splitChangelog(text: string): {
  readonly entries: readonly ChangelogEntry[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const entries: ChangelogEntry[] = [];
  const seen = new Set<ReleaseTag>();
  const report = (kind: string, line: number, heading: string, message: string, remedy = teach) => {
    problems.push({ kind, subject: quoted(heading), place: `line ${line}`, message, remedy });
  };
  for (const { heading, label, tag, line, textLine, body } of sections(text)) {
    if (numberedHeading.test(heading)) {
      const message = 'The heading is older than dated tags; no version stands under it.';
      report('release-without-date', line, heading, message, 'Nothing needs to be done.');
      continue;
    }
    const release = tag === undefined ? undefined : parseReleaseTag(tag);
    const withdrawn = label === undefined ? undefined : withdrawals.get(label.toLowerCase());
    if (release === undefined) {
      report(
        'unknown-heading',
        line,
        heading,
        'The heading names no release tag; what stands under it is not read.',
      );
      continue;
    }
    if (seen.has(release)) {
      report(
        'duplicate-entry',
        line,
        heading,
        'The changelog has this release before; only the first one counts.',
      );
      continue;
    }
    if (label !== undefined && withdrawn === undefined) {
      report(
        'unknown-label',
        line,
        heading,
        'The label is neither recalled nor abandoned; the release counts as good.',
      );
    }
    seen.add(release);
    entries.push({
      heading,
      line,
      release,
      ...(withdrawn === undefined ? {} : { withdrawn }),
      text: body,
      textLine,
    });
  }
  return { entries, problems };
}

interface Section {
  readonly heading: string;
  readonly label: string | undefined;
  readonly tag: string | undefined;
  readonly line: number;
  readonly textLine: number;
  readonly body: string;
}

/** What stands before the first heading of a release is the file's own title. */
function* sections(text: string): Generator<Section> {
  let open: (Omit<Section, 'body' | 'textLine'> & { lines: string[]; firstLine: number }) | undefined;
  let inCode = codeFences();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const code = inCode(line);
    const release = headingShape.exec(line.trimEnd());
    const found = release ?? (code || open === undefined ? null : otherHeading.exec(line.trimEnd()));
    if (found === null) {
      open?.lines.push(line);
      continue;
    }
    if (open !== undefined) yield closed(open);
    const { heading = '', label } = found.groups ?? {};
    const images = imagesHeading.exec(heading)?.groups;
    const tag = images?.['tag'] ?? found.groups?.['tag'];
    const lines = images === undefined ? [] : [heading];
    // A fence that one entry leaves open must not hide the next ones.
    inCode = codeFences();
    open = { heading, label, tag, line: index + 1, lines, firstLine: index + 2 - lines.length };
  }
  if (open !== undefined) yield closed(open);
}

/** The body begins at its first line with words, and ends before the rule that the changelog puts between releases. */
function closed({
  lines,
  firstLine,
  ...section
}: Omit<Section, 'body' | 'textLine'> & {
  readonly lines: readonly string[];
  readonly firstLine: number;
}): Section {
  const blank = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ''),
  );
  const body = lines
    .join('\n')
    .trim()
    .replace(/\n---$/, '')
    .trimEnd();
  return { ...section, textLine: firstLine + blank, body };
}
