import type { TextLayout } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import type { CheckedEvidence } from './check-report.ts';
import { shownText } from './shown-text.ts';

type Spot = Omit<CheckedEvidence, 'says'>;

/** `nodes/blue.sh:14:3`, and where in what is encoded there. */
export function describeSpot({ column, decoded, file, line }: Spot): string {
  const name = file === '-' ? 'standard input' : shownText(file);
  const inside = decoded === null ? '' : ` (line ${decoded.line} of what is encoded there)`;
  return `${name}:${line}:${column}${inside}`;
}

/** The place, the line with a caret below, and what is said of it. */
export function renderEvidence(
  evidence: CheckedEvidence,
  { style, width }: Pick<TextLayout, 'style' | 'width'>,
): readonly string[] {
  const { column, excerpt, line } = evidence.decoded ?? evidence;
  const number = String(line).padStart(4);
  const room = width - number.length - 5;
  // A long line is shown from a little before its place on.
  const from = column <= room - 8 ? 0 : Math.min(column - 20, Math.max(0, excerpt.length - room));
  const all = shownText(excerpt).slice(from, from + room);
  const shown = from === 0 ? all : `…${all.slice(1)}`;
  const caret = column - 1 - from;
  return [
    style.strong(describeSpot(evidence)),
    ...(shown.trim() === '' ? [] : [`${style.dim(`${number} │`)} ${shown}`]),
    ...(shown.trim() === '' || caret > shown.length
      ? []
      : [
          `${style.dim(`${' '.repeat(number.length)} │`)} ${' '.repeat(Math.max(0, caret))}${style.strong('^')}`,
        ]),
    ...wrap(shownText(evidence.says), width - 7).map((text) => `       ${text}`),
  ];
}
