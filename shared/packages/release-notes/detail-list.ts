import type { AmiType, Minor } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import type { Cell } from '../facts.ts';
import type { Line } from './lines.ts';
import { parseMinorRange } from './minor-range.ts';
import type { Report } from './problems.ts';
import { isVersionText } from './words.ts';

/** A package of a list of AMI details, with what stands indented below it. */
export interface Detail {
  readonly line: number;
  readonly text: string;
  readonly below: readonly Line[];
}

/** What reading one list needs to know of its release, and where its facts and problems go. */
export interface DetailContext {
  /** The Kubernetes minors that the release has images of. */
  readonly minors: readonly Minor[];
  readonly add: (cell: Cell) => void;
  readonly report: Report;
}

/** Upstream says so where a release was made for another partition only; it adds nothing. */
const knownWords = /^Noted software versions are identical to release v\d{8} in the commercial partition\.$/;

/** The items of the list; words between them that are not known are problems. */
export function detailsOf(lines: readonly Line[], report: Report): readonly Detail[] {
  const details: (Detail & { below: Line[] })[] = [];
  for (const line of lines) {
    const last = details.at(-1);
    if (line.kind === 'item' && line.indent > 0 && last !== undefined) last.below.push(line);
    else if (line.kind === 'item') details.push({ line: line.line, text: line.text, below: [] });
    else if (!knownWords.test(line.text)) reportDetail(line, report);
  }
  return details;
}

/** Adds a version for the minors in a range of words, or for all; what is no version or no range is a problem. */
export function addVersion(
  { add, minors, report }: DetailContext,
  line: number,
  name: string,
  version: string | undefined,
  range?: string,
  amiTypes: readonly (AmiType | '*')[] = ['*'],
): void {
  const covers = range === undefined ? () => true : parseMinorRange(range);
  if (covers === undefined || (version !== undefined && !isVersionText(version))) {
    const said = `${version ?? 'nothing'}${range === undefined ? '' : ` for ${range}`}`;
    report('unknown-package-cell', `line ${line}`, `${name} is ${quoted(said)}, no version or no minors.`);
    return;
  }
  for (const kubernetes of minors.filter(covers)) {
    for (const amiType of amiTypes) add({ amiType, kubernetes, package: name, version });
  }
}

export function reportDetail({ line, text }: Pick<Line, 'line' | 'text'>, report: Report): void {
  report('unknown-detail', `line ${line}`, `${quoted(text)} is not known among the AMI details.`);
}
