import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import type { Evidence } from '../../shared/exposure/answer.ts';
import { type Judgement, judge, type Verdict } from '../../shared/exposure/judge.ts';
import type { Track } from '../../shared/parameters/track.ts';
import type { Setup } from '../../shared/setups/setup.ts';
import type { ReadFile } from './read-files.ts';
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
  const joined = filesOfOthers(files);
  return files.flatMap((file) =>
    file.reading.setups
      .filter((setup) => !(isWhole(setup, file) && joined.get(file.source.file) !== undefined))
      .map((setup) => judgeSetup(setup, file, target)),
  );
}

function judgeSetup(setup: Setup, file: ReadFile, target: Target): JudgedSetup {
  const concerns = target.concernsOf(setup);
  const asked = target.asAsked(setup);
  const answers =
    concerns.is === 'asked' ? concerns.concerns.flatMap((concern) => answerOf(concern, asked)) : [];
  return { setup, file, concerns, answers };
}

function answerOf({ entry, tracks, unknown }: Concern, setup: Setup): readonly Answer[] {
  const judgement = judge(entry, setup);
  if (judgement === undefined) return [];
  const { because, verdict } = judgement;
  if (verdict !== 'exposed' || tracks.length > 0) {
    return [{ entry, verdict, because, tracks: [...tracks, ...unknown], judgement }];
  }
  // The setup would be exposed; whether the release has it, hangs on a version that no source has.
  const open = { place: because[0]?.place ?? setup.place, says: releaseUnknown };
  return [{ entry, verdict: 'cannot-tell', because: [...because, open], tracks: unknown, judgement }];
}

const releaseUnknown = 'Whether this comes with the release is not known: no source has that version.';

/** A script that Terraform or Packer names is read with what they hand it: there it says more than by itself. */
function filesOfOthers(files: readonly ReadFile[]): ReadonlyMap<string, string> {
  const others = new Map<string, string>();
  for (const { reading, source } of files) {
    for (const { settings, steps } of reading.setups) {
      for (const { place } of [...settings, ...steps]) {
        if (place.file !== source.file) others.set(place.file, source.file);
      }
    }
  }
  return others;
}

/** Whether the setup is the file itself: user data or a script. */
function isWhole({ kind, place }: Setup, { source }: ReadFile): boolean {
  return (kind === 'user-data' || kind === 'node-config') && place.file === source.file && place.line === 1;
}
