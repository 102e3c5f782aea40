import { lineSegments } from '../packages/canonical.ts';
import { notesOfChange, onMoves, shortMove } from './on-changes.ts';
import type { Rule } from './risk.ts';

/** A line or a major is where upstream allows itself to break. */
export const newLine: Rule<'new-line'> = {
  id: 'new-line',
  title: 'A new line or major of any package',
  severity: 'unreviewed',
  raise: onMoves((change) => {
    const { kind, level, package: name } = change;
    if (kind !== 'upgraded' || (level !== 'line' && level !== 'major')) return undefined;
    return `${shortMove(change, lineSegments(name) ?? 2)}: a new ${level}`;
  }),
  readMore: notesOfChange,
};
