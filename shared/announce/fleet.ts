import type { BehaviourChange } from '../behaviour/behaviour-change.ts';
import { type Judgement, judge, type Verdict } from '../exposure/judge.ts';
import { canBeOn, hasLine, outerPlace } from '../exposure/on-track.ts';
import { maskSecrets } from '../exposure/secrets.ts';
import { stripSetup } from '../exposure/strip-setup.ts';
import type { Track } from '../parameters/track.ts';
import type { Finding } from '../report/report.ts';
import type { Setup } from '../setups/setup.ts';

/** One setup of a team, as it is kept: without what may be secret. */
export interface FleetSetup {
  readonly name: string;
  /** ISO 8601. */
  readonly addedAt: string;
  /** The node group that it was read from; what has none was registered by hand. */
  readonly origin?: FleetOrigin;
  readonly setup: Setup;
  /** What the whole files said to each entry of the knowledge base, by its id. */
  readonly answers: Readonly<Record<string, KeptAnswer>>;
}

/** A managed node group of the account. */
export interface FleetOrigin {
  readonly region: string;
  readonly cluster: string;
  readonly nodeGroup: string;
}

/** An answer that was given where the whole files were. */
export interface KeptAnswer {
  /** Names what was asked: an entry that asks something else by now is asked again. */
  readonly asked: string;
  /** Missing where the entry asks nothing of such setups. */
  readonly verdict?: Verdict;
  /** `user-data.sh:14`, where a line exposes it; missing where the release alone does, or something that is not there. */
  readonly place?: string;
}

/** What is asked, and how an entry's questions are named in short, so that another question has another name. */
export interface Knowledge {
  readonly entries: readonly BehaviourChange[];
  readonly fingerprint: (text: string) => string;
}

/** Asks a setup for all that is known, and takes away what may be secret. */
export function fleetSetup(
  name: string,
  setup: Setup,
  { entries, fingerprint }: Knowledge,
  now: Date,
  origin?: FleetOrigin,
): FleetSetup {
  const answers = entries.map((entry): [string, KeptAnswer] => [
    entry.id,
    { asked: fingerprint(questionOf(entry)), ...answerOf(judge(entry, setup), setup) },
  ]);
  return {
    name,
    addedAt: now.toISOString(),
    ...(origin && { origin }),
    setup: stripSetup(
      setup,
      entries.flatMap(({ exposure }) => exposure),
    ),
    answers: Object.fromEntries(answers),
  };
}

/** What a finding is to a setup of the fleet; nothing where it is none of its business. */
export function answerFor(
  { answers, setup }: FleetSetup,
  finding: Pick<Finding, 'alreadyOn' | 'behaviourChange' | 'tracks'>,
  tracks: readonly Track[],
  { entries, fingerprint }: Knowledge,
): Omit<KeptAnswer, 'asked'> | undefined {
  const possible = tracks.filter((track) => canBeOn(track, setup));
  const isMet = possible.some((track) => finding.tracks.includes(track));
  const entry = entries.find(({ id }) => id === finding.behaviourChange);
  if (entry === undefined || !isMet) return undefined;
  const kept = answers[entry.id];
  const isFresh = kept?.asked === fingerprint(questionOf(entry));
  const answer = isFresh ? kept : answerOf(judge(entry, setup), setup);
  const having = new Set([...finding.tracks, ...finding.alreadyOn]);
  // Where no line decides, all hangs on the track, and it may be one that is spared.
  const byNoLine = answer.verdict === 'exposed' && answer.place === undefined;
  const maySpare = byNoLine && possible.some((track) => !having.has(track));
  return maySpare ? { verdict: 'cannot-tell' } : answer;
}

function questionOf({ affected, exposure }: BehaviourChange): string {
  return JSON.stringify([affected, exposure.map(({ when, where }) => [where, when])]);
}

function answerOf(judgement: Judgement | undefined, setup: Setup): Omit<KeptAnswer, 'asked'> {
  if (judgement === undefined) return {};
  const { because, verdict } = judgement;
  if (verdict !== 'exposed' || !hasLine(judgement, setup)) return { verdict };
  const { file, line } = outerPlace(because[0]?.place ?? setup.place);
  return { verdict, place: maskSecrets(`${file}:${line}`) };
}
