import { notesOfChange, onMoves, wholeMove } from './on-changes.ts';
import type { Rule } from './risk.ts';

/** AWS goes back for a reason: what was newer was bad, or what is older lacks what people built on. */
export const downgrade: Rule<'downgrade'> = {
  id: 'downgrade',
  title: 'An older version of any package',
  severity: 'unreviewed',
  raise: onMoves((change) =>
    change.kind === 'downgraded' ? `${wholeMove(change)}: a downgrade` : undefined,
  ),
  readMore: notesOfChange,
};
