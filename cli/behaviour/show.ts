import { wrap } from '../../shared/announce/wrap.ts';
import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { nearest } from '../../shared/problem.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import { recordedInputs } from '../backtest/recorded-inputs.ts';
import { styleFor, widthOf } from '../style.ts';
import { UsageError } from '../usage-error.ts';
import { describePlace } from './describe-place.ts';
import { firingsOf } from './firings.ts';

/** All that is known of one behaviour change, and the recorded releases with which it came and went. */
export function show(id: string, { json }: { readonly json: boolean }): string {
  const entry = behaviourChanges.find((candidate) => candidate.id === id);
  if (entry === undefined) {
    const ids = behaviourChanges.map((candidate) => candidate.id);
    throw new UsageError(
      `No behaviour change ${JSON.stringify(id)}. Nearest: ${nearest(id, ids).join(', ')}. All: amiwatch behaviour list.`,
    );
  }
  return json ? `${JSON.stringify(entry)}\n` : render(entry);
}

const labelWidth = 10;

function render(entry: BehaviourChange): string {
  const style = styleFor(process.stdout);
  const width = widthOf(process.stdout);
  const paragraph = (label: string, texts: readonly string[]): readonly string[] =>
    texts.flatMap((text, index) =>
      wrap(text, width - labelWidth).map(
        (line, row) => style.dim((index === 0 && row === 0 ? label : '').padEnd(labelWidth)) + line,
      ),
    );
  const { doesNotHelp = [], symptoms, unresolved = [] } = entry;
  const lines = [
    `${style.severity(entry.severity, ` ${entry.severity.toUpperCase()} `)} ${style.strong(entry.id)}`,
    ...wrap(entry.title, width).map(style.strong),
    '',
    ...paragraph('what', [entry.summary]),
    ...paragraph('where', entry.affected.map(describePlace)),
    ...paragraph('seen', firingLines(entry)),
    ...paragraph('why', entry.background === undefined ? [] : [entry.background]),
    ...paragraph('open', unresolved),
    ...paragraph('logs', symptoms.logs),
    ...paragraph('symptoms', symptoms.descriptions),
    ...paragraph(
      'who',
      entry.exposure.map(({ condition, where }) => `${where}: ${condition}`),
    ),
    ...paragraph('check', entry.howToCheck),
    ...paragraph('do', entry.remediation),
    ...paragraph('not', doesNotHelp),
    ...paragraph(
      'read',
      entry.references.map(({ url }) => url),
    ),
    ...paragraph('also', entry.aliases ?? []),
    ...paragraph('related', entry.related ?? []),
    style.dim(`${entry.confidence}, reviewed ${entry.reviewed}`),
  ];
  return `${lines.join('\n')}\n`;
}

function firingLines(entry: BehaviourChange): readonly string[] {
  const firings = firingsOf([entry], recordedInputs()).get(entry.id) ?? [];
  return firings.map(
    ({ among, direction, release, tracks }) =>
      `${direction} in ${release} on ${describeTracks(tracks, among)}`,
  );
}
