import type { Correction } from '../report/correction.ts';
import type { AnnouncedChange, AnnouncedFinding } from './announcement.ts';
import {
  adviceOf,
  brings,
  countsOf,
  describeMove,
  knownChanges,
  otherChanges,
  type Told,
} from './headline.ts';

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
  const { findings, how, reasons } = correction;
  const [risk] = reasons;
  const source = how === 'corrected' ? 'Corrected by AWS' : 'More is known now';
  const said = describeCorrection(correction);
  const advice = findings.length === 0 ? '' : adviceOf(findings, told.severity);
  if (said !== '') return `${source}: ${said}${advice === '' ? '' : `, ${advice}`}`;
  return risk === undefined
    ? `${source}: it counts as ${told.severity}, ${told.because}`
    : `${source}: ${risk}, which nobody has reviewed yet: read it before your nodes roll`;
}

/** What moved, behind a colon the behaviour changes that came or went with it, and behind a semicolon those of other packages. */
function describeCorrection(correction: AnnouncedCorrection): string {
  const { findings, moves, noFindings, noMoves } = correction;
  const subject = (moves[0] ?? noMoves[0])?.package;
  const its = [...moves, ...noMoves].filter((change) => change.package === subject);
  const isOwn = (finding: AnnouncedFinding) =>
    subject === undefined || its.some((change) => brings(change, finding));
  const counted = (wanted: typeof isOwn, count: typeof knownChanges) => {
    const went = noFindings.filter(wanted).length;
    const came = countsOf(findings.filter(wanted), count);
    return [went === 0 ? '' : `${count(went)} not in it after all`, came]
      .filter((part) => part !== '')
      .join(', ');
  };
  const own = counted(isOwn, knownChanges);
  const others = counted((finding) => !isOwn(finding), own === '' ? knownChanges : otherChanges);
  const first = [describeMoves(correction), own].filter((part) => part !== '').join(': ');
  return [first, others].filter((part) => part !== '').join('; ');
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
