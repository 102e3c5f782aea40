import type { Correction } from '../report/correction.ts';
import type { AnnouncedChange, AnnouncedFinding } from './announcement.ts';
import { describeMove, knownChanges, type Told, verdictOf } from './headline.ts';

/** A correction, in the announcement's shape. */
export interface AnnouncedCorrection {
  readonly how: Correction['how'];
  readonly moves: readonly AnnouncedChange[];
  readonly noMoves: readonly AnnouncedChange[];
  readonly findings: readonly AnnouncedFinding[];
  readonly noFindings: readonly AnnouncedFinding[];
  /** Of the risks that are new. */
  readonly reasons: readonly string[];
}

/** The first line of a correction: what is so now, and whether the reader has to act. */
export function correctionHeadline(correction: AnnouncedCorrection, told: Told): string {
  const { findings, how, noFindings, reasons } = correction;
  const [risk] = reasons;
  const came = findings.length === 0 ? '' : verdictOf({ findings, severity: told.severity });
  const went = noFindings.length === 0 ? '' : `${knownChanges(noFindings.length)} not in it after all`;
  const words = [describeMoves(correction), [went, came].filter((part) => part !== '').join(', ')];
  const said = words.filter((part) => part !== '');
  const source = how === 'corrected' ? 'Corrected by AWS' : 'More is known now';
  if (said.length > 0) return `${source}: ${said.join(': ')}`;
  return risk === undefined
    ? `${source}: it counts as ${told.severity}, ${told.because}`
    : `${source}: ${risk}, which nobody has reviewed yet: read it before your nodes roll`;
}

/** `containerd 1.7.11 → 1.7.20, not 1.7.15`; `no containerd 1.7.11 → 1.7.20`. */
function describeMoves({ moves, noMoves }: AnnouncedCorrection): string {
  const [move] = moves;
  const [wrong] = noMoves;
  if (move === undefined) return wrong === undefined ? '' : `no ${describeMove(wrong)}${more(noMoves)}`;
  const earlier = noMoves.find((change) => change.package === move.package)?.to ?? move.to;
  return `${describeMove(move)}${earlier === move.to ? '' : `, not ${earlier}`}${more(moves)}`;
}

function more(changes: readonly AnnouncedChange[]): string {
  const others = changes.length - 1;
  return others < 1 ? '' : ` and ${others} more move${others === 1 ? '' : 's'}`;
}
