import type { TextLayout } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import { parseTrack, type Track } from '../../shared/parameters/track.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import { counted } from '../counted.ts';
import { styleFor, widthOf } from '../style.ts';
import type { CheckedSetup, CheckReport } from './check-report.ts';
import { type Case, type Exposure, exposuresOf, noLine } from './exposures.ts';
import { renderDiff } from './render-diff.ts';
import { renderOpen } from './render-open.ts';
import { describeSpot, renderEvidence } from './render-place.ts';
import { shownText } from './shown-text.ts';

/** More places than these make no case clearer. */
const mostPlaces = 3;
const labelWidth = 7;

/** The check as a person reads it. */
export function renderCheck(report: CheckReport, stream: NodeJS.WriteStream, all: boolean): string {
  const layout = {
    width: widthOf(stream),
    style: styleFor(stream),
    most: all ? Number.POSITIVE_INFINITY : 10,
  };
  const tracks = tracksOf(report.tracks);
  const blocks = [
    headOf(report, layout),
    ...exposuresOf(report).map((exposure) => renderExposure(exposure, tracks, layout)),
    ...renderOpen(report, layout),
    ...(all ? [renderNotExposed(report, layout)] : []),
    footOf(report, layout, all),
  ];
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  // GitHub obeys lines of a job's log that begin so, whoever wrote them.
  return `${text.replaceAll(/^(\s*):(?=:)/gm, '$1: ')}\n`;
}

const labels = {
  exposed: 'breaking',
  'cannot-tell': 'behaviour',
  'nothing-found': 'behaviour',
  'not-exposed': 'routine',
} as const;
const words = {
  exposed: 'EXPOSED',
  'cannot-tell': 'CANNOT TELL',
  'nothing-found': 'NOTHING FOUND',
  'not-exposed': 'NOT EXPOSED',
} as const;

function headOf(
  { files, headline, to, tracks, verdict, withdrawn }: CheckReport,
  layout: TextLayout,
): readonly string[] {
  const { style, width } = layout;
  const label = ` ${words[verdict]} `;
  const [first = '', ...rest] = wrap(headline, width - label.length - 1);
  const known = tracksOf(tracks);
  return [
    `${style.severity(labels[verdict], label)} ${style.strong(first)}`,
    ...rest.map((line) => ' '.repeat(label.length + 1) + style.strong(line)),
    style.dim(`${describeTracks(known, known)} · ${counted(files, 'file')} looked at`),
    ...(withdrawn === null
      ? []
      : wrap(`AWS took ${to} back (${withdrawn}): do not roll nodes to it.`, width)),
  ];
}

function renderExposure(
  { cases, entry, tracks }: Exposure,
  all: readonly Track[],
  layout: TextLayout,
): readonly string[] {
  const { id, link, remediation, severity, summary, title } = entry;
  const { most, style, width } = layout;
  const shown = cases.slice(0, most);
  const left = cases.length - shown.length;
  return [
    `${style.severity(severity, ` ${severity.toUpperCase()} `)} ${style.strong(id)}`,
    ...wrap(title, width).map(style.strong),
    ...shown.flatMap((one) => ['', ...renderCase(one, layout)]),
    ...(left > 0 ? [style.dim(`and ${counted(left, 'more case')} (--all lists them)`)] : []),
    '',
    ...paragraph('where', describeTracks(tracksOf(tracks), all), layout),
    ...paragraph('what', summary, layout),
    ...remediation
      .slice(0, Number.isFinite(most) ? 2 : undefined)
      .flatMap((text) => paragraph('do', text, layout)),
    ...paragraph('read', link, layout),
  ];
}

/** Who it is, by what lines, and how these could be. */
function renderCase({ because, byRelease, fix, setups }: Case, layout: TextLayout): readonly string[] {
  const places = byRelease ? [] : because.slice(0, mostPlaces);
  const left = byRelease ? 0 : because.length - places.length;
  const names = [...new Set(setups.map((setup) => nameOf(setup, byRelease)))];
  return [
    ...places.flatMap((evidence) => renderEvidence(evidence, layout)),
    ...(left > 0 ? [layout.style.dim(`and ${counted(left, 'more place')}`)] : []),
    ...(byRelease ? paragraph('', noLine, layout) : []),
    ...paragraph('who', listed(names, layout.most), layout),
    ...(fix === null
      ? []
      : [...paragraph('fix', fix.says, layout), ...renderDiff(fix.diff, labelWidth, layout)]),
  ];
}

function nameOf({ name, place }: CheckedSetup, withPlace: boolean): string {
  const file = place.file.slice(place.file.lastIndexOf('/') + 1);
  return withPlace && file !== name ? `${shownText(name)} (${describeSpot(place)})` : shownText(name);
}

function paragraph(label: string, text: string, { style, width }: TextLayout): readonly string[] {
  return wrap(text, width - labelWidth).map(
    (line, index) => style.dim((index === 0 ? label : '').padEnd(labelWidth)) + line,
  );
}

function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

function renderNotExposed({ setups }: CheckReport, { style, width }: TextLayout): readonly string[] {
  const lines = setups.flatMap(({ answers, name }) =>
    answers.flatMap(({ because, behaviourChange, verdict }) =>
      verdict === 'not-exposed' ? [{ id: behaviourChange, name, says: because[0]?.says ?? '' }] : [],
    ),
  );
  if (lines.length === 0) return [];
  return [
    style.strong('NOT EXPOSED'),
    ...[...Map.groupBy(lines, ({ id }) => id)].flatMap(([id, list]) => {
      const bySays = Map.groupBy(list, ({ says }) => says);
      const said = [...bySays].flatMap(([says, group]) =>
        wrap(shownText(`${group.map(({ name }) => name).join(', ')}: ${says}`), width - 2),
      );
      return [id, ...said.map((line) => `  ${line}`)];
    }),
  ];
}

function footOf(
  { notAsked, setups }: CheckReport,
  { style, width }: TextLayout,
  all: boolean,
): readonly string[] {
  const not = setups.reduce((sum, { counts }) => sum + counts.notExposed, 0);
  const left = [...Map.groupBy(setups, ({ leftOut }) => leftOut)].flatMap(([why, group]) => {
    const names = group.map(({ name }) => shownText(name));
    return why === null ? [] : [`Not asked: ${listed(names, all ? names.length : 3)}. ${why}`];
  });
  const ids = notAsked.map(({ id }) => id);
  const lines = [
    ...(not === 0 || all
      ? []
      : [`${not} more ${not === 1 ? 'answer' : 'answers'}: not exposed (--all lists them).`]),
    ...left,
    ...(ids.length === 0
      ? []
      : [
          `The release has ${counted(ids.length, 'behaviour change')} that nothing here decides${all ? `: ${ids.join(', ')}` : ' (--all lists them)'}.`,
        ]),
  ];
  return lines.flatMap((line) => wrap(line, width)).map(style.dim);
}

function tracksOf(texts: readonly string[]): readonly Track[] {
  return texts.flatMap((text) => parseTrack(text) ?? []);
}
