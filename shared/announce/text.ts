import { tagDate } from '../parameters/release-tag.ts';
import type { Track } from '../parameters/track.ts';
import { describeTracks } from '../report/describe-tracks.ts';
import type { ReportSeverity } from '../report/severity.ts';
import { describeAffected } from './affected.ts';
import type { AnnouncedChange, AnnouncedFinding, AnnouncedRisk, Announcement } from './announcement.ts';
import { describeExposure } from './exposure.ts';
import { findingMark } from './finding-mark.ts';
import { describeMove } from './headline.ts';
import { describeKnown, describeUnknown, describeWarnings } from './provenance.ts';
import { describeReturned } from './rollback.ts';
import { describeStayOn, isTakenBack } from './stay-on.ts';
import { renderFootnotes } from './text-footnotes.ts';
import { wrap } from './wrap.ts';

/** How parts of the text are marked: colours in a terminal, nothing in a plain mail. Each keeps the text's width. */
export interface TextStyle {
  readonly severity: (severity: ReportSeverity, text: string) => string;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** How much room there is. */
export interface TextLayout {
  /** Columns. Addresses and long commands may stand out. */
  readonly width: number;
  readonly style: TextStyle;
  /** At most this many checks, steps and links of a finding are shown; the others are counted. */
  readonly most: number;
}

/** For readers of plain text. */
export const plainStyle: TextStyle = {
  severity: (_, text) => text,
  strong: (text) => text,
  dim: (text) => text,
};

const margin = '  ';
/** Width of the words that stand before a finding's paragraphs: `check`, `do`, `no use` (what does not help), `read`. */
const labelWidth = 7;
/** A routine release has many small moves; past this a shortened text says how many more there are. */
const shownChanges = 8;
/** Columns that tracks beside a move take at least: the longest name of an AMI type, and a minor. */
const leastBeside = 30;
/** How far tracks below a move are set in. */
const below = 4;

/** The announcement as a person reads it. */
export function renderText(announcement: Announcement, layout: TextLayout): string {
  const { style, width } = layout;
  const { severity, release } = announcement;
  const date = `${tagDate(release)} · EKS Amazon Linux`;
  const label = ` ${severity.toUpperCase()} `;
  const gap = ' '.repeat(Math.max(2, width - label.length - 1 - release.length - date.length));
  const inner = { ...layout, width: width - margin.length };
  const lines = [
    `${style.severity(severity, label)} ${style.strong(release)}${gap}${style.dim(date)}`,
    ...wrap(announcement.headline, inner.width).map((line) => margin + style.strong(line)),
    ...section(wrap(describeExposure(announcement), inner.width).map(style.strong)),
    ...section(renderReturned(announcement, inner.width)),
    ...(announcement.tracks.length === 0 ? section(wrap(describeAffected(announcement), inner.width)) : []),
    ...(isTakenBack(announcement) ? [] : renderDetails(announcement, inner)),
    ...section(wrap(describeStayOn(announcement) ?? '', inner.width)),
    ...section(renderFootnotes(announcement, inner.width).map(style.dim)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where parameters went back from it; once all have, there is nothing to tell apart. */
function renderReturned({ returned, status, tracks }: Announcement, width: number): readonly string[] {
  if (returned === null || status === 'withdrawn') return [];
  return describeReturned(returned, tracks).flatMap((line) => wrap(line, width));
}

/** What moved and what it does; of a release that was taken back, nobody has to know that any more. */
function renderDetails(announcement: Announcement, layout: TextLayout): readonly string[] {
  const { changes, findings, known, references, release, risks, tracks, unknown } = announcement;
  const { style, width } = layout;
  const warnings = describeWarnings(references?.callouts ?? [], release);
  // Of a release whose packages are not known the headline says so; a track or package among known ones has to be named.
  const open = changes.length > 0 ? unknown : unknown.filter((one) => one.tracks.length < tracks.length);
  const certainty = [...describeKnown(known), ...describeUnknown(open, tracks)];
  return [
    ...section(warnings.flatMap((line) => wrap(line, width)).map(style.strong)),
    ...section([
      ...renderChanges(changes, tracks, layout),
      ...certainty.flatMap((line) => wrap(line, width)).map(style.dim),
    ]),
    ...findings.flatMap((finding) => section(renderFinding(finding, tracks, layout))),
    ...section(renderRisks(risks, tracks, layout)),
  ];
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines.map((line) => (line === '' ? '' : margin + line))];
}

/** Moves of the upstream version, a line each; rebuilds and what is merely reported now, by name on one line. */
export function renderChanges(
  changes: readonly AnnouncedChange[],
  tracks: readonly Track[],
  { width, style, most }: TextLayout,
): readonly string[] {
  const moves = changes.filter(({ kind }) => !isQuiet(kind));
  const shown = moves.slice(0, Math.max(shownChanges, most));
  const described = shown.map((change) => ({ change, move: describeMove(change) }));
  const widest = Math.min(42, Math.max(0, ...described.map(({ move }) => move.length)) + 2);
  // Where too little room is left beside the moves, what stands there goes below them.
  const column = width - widest < leastBeside ? below : widest;
  const lines = described.flatMap(({ change, move }) => {
    // Where there is but one track, every line would say the same of it.
    const where = tracks.length === 1 ? '' : describeTracks(change.tracks, tracks);
    const [first = '', ...rest] = wrap(where, width - column);
    const indent = ' '.repeat(column);
    if (first === '') return [move];
    const head =
      move.length < column ? [move.padEnd(column) + style.dim(first)] : [move, indent + style.dim(first)];
    return [...head, ...rest.map((line) => indent + style.dim(line))];
  });
  const left = more(moves, shown.length, 'move');
  if (left !== undefined) lines.push(style.dim(`and ${left}`));
  for (const [kind, words] of quietKinds) {
    const packages = describePackages(
      changes.filter((change) => change.kind === kind),
      tracks,
    );
    if (packages !== '') lines.push(...wrap(`${words}: ${packages}`, width).map(style.dim));
  }
  return lines;
}

/** Packages by name, those of the same tracks together: `kernel, runc on AL2, Kubernetes 1.24–1.31; docker on …`. */
function describePackages(changes: readonly AnnouncedChange[], all: readonly Track[]): string {
  const tracksOf = Map.groupBy(changes, (change) => change.package);
  const places = Map.groupBy(tracksOf, ([, list]) =>
    describeTracks(
      list.flatMap(({ tracks }) => tracks),
      all,
    ),
  );
  return [...places]
    .map(([place, list]) => {
      const names = list.map(([name]) => name).join(', ');
      return all.length === 1 ? names : `${names} on ${place}`;
    })
    .join('; ');
}

const quietKinds = [
  ['rebuilt', 'rebuilt, same upstream version'],
  ['now-reported', 'version known now, and no earlier one to compare with'],
  ['no-longer-reported', 'no version known now, which says nothing of the image'],
] as const;

function isQuiet(kind: AnnouncedChange['kind']): boolean {
  return quietKinds.some(([quiet]) => quiet === kind);
}

/** A known behaviour change: what it is and where, and for one that came in how to check and what to do. */
export function renderFinding(
  finding: AnnouncedFinding,
  tracks: readonly Track[],
  { width, style, most }: TextLayout,
): readonly string[] {
  const arrived = finding.direction === 'introduced';
  const mark = findingMark(finding);
  const marked = arrived
    ? style.severity(finding.severity, mark.toUpperCase())
    : style.strong(mark.toUpperCase());
  const paragraph = (label: string, text: string): readonly string[] =>
    wrap(text, width - labelWidth).map(
      (line, index) => style.dim((index === 0 ? label : '').padEnd(labelWidth)) + line,
    );
  const already =
    finding.alreadyOn.length === 0 ? '' : ` (already on ${describeTracks(finding.alreadyOn, tracks)})`;
  const where = `${describeTracks(finding.tracks, tracks)}${already}`;
  const lines = [marked, ...wrap(finding.title, width).map(style.strong), ...paragraph('where', where)];
  const { howToCheck, references, remediation } = finding;
  if (arrived) {
    lines.push(
      ...paragraph('what', finding.summary),
      ...howToCheck.slice(0, most).flatMap((step, index) => paragraph(index === 0 ? 'check' : '', step)),
      ...remediation.slice(0, most).flatMap((step, index) => paragraph(index === 0 ? 'do' : '', step)),
      ...(most >= remediation.length ? finding.doesNotHelp : []).flatMap((vain, index) =>
        paragraph(index === 0 ? 'no use' : '', vain),
      ),
    );
  }
  const links = references.slice(0, most).map(({ url }) => url);
  const left = [
    ...(arrived ? [more(howToCheck, most, 'check'), more(remediation, most, 'step')] : []),
    more(references, most, 'link'),
  ].filter((words) => words !== undefined);
  return [
    ...lines,
    ...links.map((url, index) => style.dim(`${(index === 0 ? 'read' : '').padEnd(labelWidth)}${url}`)),
    ...(left.length > 0 ? [style.dim(`${' '.repeat(labelWidth)}and ${left.join(', ')}`)] : []),
  ];
}

/** Unreviewed risks, short: the reason and the tracks of each, and the newest of the notes to read. */
export function renderRisks(
  risks: readonly AnnouncedRisk[],
  tracks: readonly Track[],
  { width, style }: TextLayout,
): readonly string[] {
  const told = risks.filter(({ severity }) => severity !== 'routine');
  if (told.length === 0) return [];
  return [
    style.severity('unreviewed', 'UNREVIEWED'),
    ...told.flatMap(({ readMore, reason, tracks: where }) => {
      const place = tracks.length === 1 ? '' : `, ${describeTracks(where, tracks)}`;
      const left = more(readMore, 1, 'link');
      return [
        ...wrap(`${reason}${place}`, width),
        ...readMore.slice(-1).map((url) => style.dim(`${'read'.padEnd(labelWidth)}${url}`)),
        ...(left === undefined ? [] : [style.dim(`${' '.repeat(labelWidth)}and ${left}`)]),
      ];
    }),
  ];
}

/** How many of a list are not shown, in words. */
function more(list: readonly unknown[], most: number, noun: string): string | undefined {
  const left = list.length - most;
  return left > 0 ? `${left} more ${noun}${left === 1 ? '' : 's'}` : undefined;
}
