import type { Track } from '../parameters/track.ts';
import type { Risk } from '../risks/risk.ts';
import type { ChangeGroup } from './group-changes.ts';
import type { Finding, Report } from './report.ts';

/** What people were told of a release and is not so, or is so and they were not told. */
export interface Correction {
  /** `corrected`: notes say something else than they did. `completed`: they say it of tracks of which they said nothing. */
  readonly how: 'corrected' | 'completed';
  /** Moves that the report has now, and did not have like this on all of their tracks. */
  readonly moves: readonly ChangeGroup[];
  /** Moves that it had, and does not have like this any more. */
  readonly noMoves: readonly ChangeGroup[];
  readonly findings: readonly Finding[];
  readonly noFindings: readonly Finding[];
  /** Risks that wake people, and that nothing raised before on tracks that were known. */
  readonly risks: readonly Risk[];
}

/**
 * The difference between two reports of a release, made from its notes before and after an edit, or `undefined` when it is
 * none to those who read the first one. On tracks of which nothing was known before, only findings count: their moves are
 * those that the other tracks made, as a rule, and are in the report.
 */
export function correctionBetween(
  before: Report,
  after: Report,
  knownBefore: (track: Track) => boolean,
): Correction | undefined {
  const moves = missingIn(loud(before), loud(after), moveName, knownBefore);
  const noMoves = missingIn(loud(after), loud(before), moveName);
  const findings = missingIn(telling(before), telling(after), findingName);
  const noFindings = missingIn(telling(after), telling(before), findingName);
  const revised = missingIn(telling(before), telling(after), findingName, knownBefore);
  const risks = missingIn(loudRisks(before), loudRisks(after), riskName, knownBefore);
  const corrected = [moves, noMoves, noFindings, revised, risks].some((list) => list.length > 0);
  if (!corrected && findings.length === 0 && before.severity === after.severity) return undefined;
  return { how: corrected ? 'corrected' : 'completed', moves, noMoves, findings, noFindings, risks };
}

/** Moves of a package; that notes began or stopped to speak of one says nothing of the image. */
function loud({ changes }: Report): readonly ChangeGroup[] {
  return changes.filter(({ kind }) => kind !== 'now-reported' && kind !== 'no-longer-reported');
}

function telling({ findings }: Report): readonly Finding[] {
  return findings.filter(({ direction }) => direction !== 'carried');
}

/** A warning or a move that a rule raises is news; what is only listed is not. */
function loudRisks({ risks }: Report): readonly Risk[] {
  return risks.filter(({ severity }) => severity !== 'routine');
}

function riskName({ reason, rule }: Risk): string {
  return `${rule} ${reason}`;
}

function moveName({ package: name, kind, from, to }: ChangeGroup): string {
  return `${name} ${kind} ${from} ${to}`;
}

function findingName({ behaviourChange, direction }: Finding): string {
  return `${direction} ${behaviourChange}`;
}

/** The items of which others say nothing on some track that counts. */
function missingIn<T extends { readonly tracks: readonly Track[] }>(
  others: readonly T[],
  items: readonly T[],
  nameOf: (item: T) => string,
  counts: (track: Track) => boolean = () => true,
): readonly T[] {
  const said = new Set(others.flatMap((item) => item.tracks.map((track) => `${track} ${nameOf(item)}`)));
  return items.filter((item) =>
    item.tracks.some((track) => counts(track) && !said.has(`${track} ${nameOf(item)}`)),
  );
}
