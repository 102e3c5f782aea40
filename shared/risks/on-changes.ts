import type { Change } from '../changes/change.ts';
import type { Version } from '../packages/version.ts';
import type { Move, Raised } from './risk.ts';
import { upstreamNotes } from './upstream-notes.ts';

/** A change with a version on both sides. */
export type Moved = Change & { readonly before: Version; readonly after: Version };

/** A rule's `raise` that looks at one changed version after the other; `undefined` is nothing to say. */
export function onMoves(reasonOf: (change: Moved, move: Move) => string | undefined) {
  return (move: Move): readonly Raised[] =>
    move.changes.flatMap((change): Raised[] => {
      const reason = isMoved(change) ? reasonOf(change, move) : undefined;
      return reason === undefined ? [] : [{ reason, change }];
    });
}

/** A rule's `readMore` that is upstream's own notes of the versions passed. */
export function notesOfChange({ change }: Raised): readonly string[] {
  return change === undefined ? [] : upstreamNotes(change);
}

/** `containerd 1.7 → 2.1`: the first numbers of both versions, `places` of them. */
export function shortMove({ package: name, before, after }: Moved, places: number): string {
  const [from, to] = [before, after].map(({ upstream }) => upstream.split('.').slice(0, places).join('.'));
  return `${name} ${from} → ${to}`;
}

/** `containerd 1.7.11 → 1.7.20` */
export function wholeMove({ package: name, before, after }: Moved): string {
  return `${name} ${before.upstream} → ${after.upstream}`;
}

function isMoved(change: Change): change is Moved {
  return change.before !== undefined && change.after !== undefined;
}
