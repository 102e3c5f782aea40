import type { TextLayout } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import { parseTrack, type Track } from '../../shared/parameters/track.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import { compareSeverities } from '../../shared/report/severity.ts';
import { styleFor, widthOf } from '../style.ts';
import type { CheckedAnswer, CheckedSetup, CheckReport } from './check-report.ts';
import { countOf } from './headline.ts';
import { renderOpen } from './render-open.ts';
import { renderEvidence } from './render-place.ts';
import { shownText } from './shown-text.ts';

/** The same answer over the same lines, for all setups that have them. */
interface Shared {
  readonly answer: CheckedAnswer;
  readonly setups: readonly CheckedSetup[];
}

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
    ...sharedAnswers(report, 'exposed').map((shared) => renderExposed(shared, tracks, layout)),
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

const labels = { exposed: 'breaking', 'cannot-tell': 'behaviour', 'not-exposed': 'routine' } as const;
const words = { exposed: 'EXPOSED', 'cannot-tell': 'CANNOT TELL', 'not-exposed': 'NOT EXPOSED' } as const;

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
    style.dim(`${describeTracks(known, known)} · ${countOf(files, 'file')} looked at`),
    ...(withdrawn === null
      ? []
      : wrap(`AWS took ${to} back (${withdrawn}): do not roll nodes to it.`, width)),
  ];
}

/** Answers of a verdict, the gravest first; those that stand on the same lines once. */
export function sharedAnswers({ setups }: CheckReport, verdict: CheckedAnswer['verdict']): readonly Shared[] {
  const pairs = setups.flatMap((setup) =>
    setup.answers.flatMap((answer) => (answer.verdict === verdict ? [{ setup, answer }] : [])),
  );
  const groups = Map.groupBy(pairs, ({ answer: { because, behaviourChange } }) =>
    [behaviourChange, ...because.map(({ column, file, line }) => `${file}:${line}:${column}`)].join(' '),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ answer: first.answer, setups: group.map(({ setup }) => setup) }];
    })
    .toSorted((a, b) => compareSeverities(a.answer.severity, b.answer.severity));
}

function renderExposed(
  { answer, setups }: Shared,
  all: readonly Track[],
  layout: TextLayout,
): readonly string[] {
  const { because, behaviourChange, fix, link, remediation, severity, summary, title, tracks } = answer;
  const { style, width } = layout;
  const names = [...new Set(setups.map(({ name }) => shownText(name)))];
  const paragraph = (label: string, text: string): readonly string[] =>
    wrap(text, width - labelWidth).map(
      (line, index) => style.dim((index === 0 ? label : '').padEnd(labelWidth)) + line,
    );
  return [
    `${style.severity(severity, ` ${severity.toUpperCase()} `)} ${style.strong(behaviourChange)}`,
    ...wrap(title, width).map(style.strong),
    ...because.slice(0, mostPlaces).flatMap((evidence) => renderEvidence(evidence, layout)),
    ...(because.length > mostPlaces
      ? [style.dim(`and ${countOf(because.length - mostPlaces, 'more place')}`)]
      : []),
    ...paragraph('who', listed(names, layout.most)),
    ...paragraph('where', describeTracks(tracksOf(tracks), all)),
    ...paragraph('what', summary),
    ...remediation
      .slice(0, layout.most === Number.POSITIVE_INFINITY ? undefined : 2)
      .flatMap((text) => paragraph('do', text)),
    ...(fix === null ? [] : [...paragraph('fix', fix.says), ...renderDiff(fix.diff, layout)]),
    ...paragraph('read', link),
  ];
}

function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}

/** The lines that change; `--fix` prints the whole. */
function renderDiff(diff: string, { style, width }: TextLayout): readonly string[] {
  const lines = diff.split('\n').filter((line) => /^[-+](?!-- |\+\+ )/.test(line));
  return lines.map((line) => {
    const shown = shownText(line).slice(0, width - labelWidth);
    return ' '.repeat(labelWidth) + (line.startsWith('+') ? style.strong(shown) : style.dim(shown));
  });
}

function renderNotExposed(report: CheckReport, { style, width }: TextLayout): readonly string[] {
  const shared = sharedAnswers(report, 'not-exposed');
  if (shared.length === 0) return [];
  const byId = Map.groupBy(shared, ({ answer }) => answer.behaviourChange);
  return [
    style.strong('NOT EXPOSED'),
    ...[...byId].flatMap(([id, list]) => {
      const names = [...new Set(list.flatMap(({ setups }) => setups.map(({ name }) => shownText(name))))];
      const says = list[0]?.answer.because[0]?.says ?? '';
      return [id, ...wrap(`${names.join(', ')}: ${shownText(says)}`, width - 2).map((line) => `  ${line}`)];
    }),
  ];
}

function footOf(
  { notAsked, setups }: CheckReport,
  { style, width }: TextLayout,
  all: boolean,
): readonly string[] {
  const not = setups.reduce((sum, { counts }) => sum + counts.notExposed, 0);
  const left = setups.flatMap(({ leftOut, name }) =>
    leftOut === null ? [] : [`${shownText(name)}: ${leftOut}`],
  );
  const ids = notAsked.map(({ behaviourChange }) => behaviourChange);
  const lines = [
    ...(not === 0 || all ? [] : [`${countOf(not, 'answer')} more: not exposed (--all lists them).`]),
    ...(left.length === 0 ? [] : [`Not asked: ${listed(left, all ? left.length : 3)}`]),
    ...(ids.length === 0
      ? []
      : [
          `The release has ${countOf(ids.length, 'behaviour change')} that nothing here decides${all ? `: ${ids.join(', ')}` : ' (--all lists them)'}.`,
        ]),
  ];
  return lines.flatMap((line) => wrap(line, width)).map(style.dim);
}

function tracksOf(texts: readonly string[]): readonly Track[] {
  return texts.flatMap((text) => parseTrack(text) ?? []);
}
