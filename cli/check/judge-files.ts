import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import type { Evidence } from '../../shared/exposure/answer.ts';
import { isForAccelerators, saysHardware } from '../../shared/exposure/hardware.ts';
import { type Judgement, judge, type Verdict } from '../../shared/exposure/judge.ts';
import { hasLine } from '../../shared/exposure/on-track.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { amiTypeOf, type Track } from '../../shared/parameters/track.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import type { Setup } from '../../shared/setups/setup.ts';
import type { ReadFile } from './read-files.ts';
import { type FoundSetup, setupsOf } from './setups-of.ts';
import type { Concern, Concerns, Target } from './target.ts';

/** What is said of one setup and one behaviour change. */
export interface Answer {
  readonly entry: BehaviourChange;
  readonly verdict: Verdict;
  readonly because: readonly Evidence[];
  /** Tracks on which it holds. */
  readonly tracks: readonly Track[];
  readonly judgement: Judgement;
}

/** One setup with what is said of it. */
export interface JudgedSetup {
  readonly setup: Setup;
  readonly file: ReadFile;
  readonly concerns: Concerns;
  readonly answers: readonly Answer[];
}

/** Asks every setup for all that the release may do to it. */
export function judgeFiles(files: readonly ReadFile[], target: Target): readonly JudgedSetup[] {
  return setupsOf(files).map((found) => judgeSetup(found, target));
}

function judgeSetup({ file, setup }: FoundSetup, target: Target): JudgedSetup {
  const concerns = target.concernsOf(setup);
  const asked = target.asAsked(setup);
  const answers =
    concerns.is === 'asked'
      ? concerns.concerns.flatMap((concern) => answerOf(concern, asked, concerns.tracks, target.to))
      : [];
  return { setup, file, concerns, answers };
}

function answerOf(
  { entry, tracks, unknown }: Concern,
  setup: Setup,
  possible: readonly Track[],
  release: ReleaseTag,
): readonly Answer[] {
  const judgement = judge(entry, setup, release);
  if (judgement === undefined) return [];
  const { because, verdict } = judgement;
  const answer = { entry, verdict, because, tracks: [...tracks, ...unknown], judgement };
  if (setup.unsure !== undefined && verdict !== 'not-exposed') return ofUnsure(answer, setup.unsure, setup);
  if (verdict === 'exposed' && isOfOthers(judgement, setup, tracks, possible)) return [];
  const open = verdict === 'exposed' ? whyOpen(tracks, possible, hasLine(judgement, setup)) : undefined;
  if (open === undefined) return [answer];
  return [{ ...answer, verdict: 'cannot-tell', because: [{ place: setup.place, says: open }, ...because] }];
}

/** What may be of no node at all has a question for each line that would break one, and none for what it does not say. */
function ofUnsure(answer: Answer, unsure: string, setup: Setup): readonly Answer[] {
  if (answer.verdict !== 'exposed' || !hasLine(answer.judgement, setup)) return [];
  const says = `${unsure} Name the file itself to have it judged as one.`;
  const because = answer.because.map((evidence) => ({ ...evidence, says: `${evidence.says} ${says}` }));
  return [{ ...answer, verdict: 'cannot-tell', because }];
}

/** What only images for accelerators have is no question for nodes of which nothing says that they have any. */
function isOfOthers(
  judgement: Judgement,
  setup: Setup,
  tracks: readonly Track[],
  possible: readonly Track[],
): boolean {
  const isTheirs = tracks.length > 0 && tracks.every((track) => isForAccelerators(amiTypeOf(track)));
  return isTheirs && tracks.length < possible.length && !hasLine(judgement, setup) && !saysHardware(setup);
}

/** Why a setup that meets the condition may be spared: by a version that no source has, or by an AMI type or minor that it does not say. */
function whyOpen(tracks: readonly Track[], possible: readonly Track[], byLine: boolean): string | undefined {
  if (tracks.length === 0)
    return 'Whether this comes with the release is not known: no source has that version.';
  // A line that breaks nodes of some kinds is to be seen to; where the release alone decides, all hangs on the kind.
  if (byLine || tracks.length === possible.length) return undefined;
  return `This comes on ${describeTracks(tracks, possible)} alone, and it does not say whether it is one of these.`;
}
