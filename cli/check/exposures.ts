import { compareSeverities } from '../../shared/report/severity.ts';
import type {
  CheckedAnswer,
  CheckedEntry,
  CheckedEvidence,
  CheckedSetup,
  CheckReport,
} from './check-report.ts';

/** The same lines that decide, with all setups that have them. */
export interface Case {
  /** The lines that decide; where the release alone does, the setup's own first line. */
  readonly because: readonly CheckedEvidence[];
  readonly setups: readonly CheckedSetup[];
  readonly fix: CheckedAnswer['fix'];
  /** No line of the setups decides: all nodes of the kind are exposed. */
  readonly byRelease: boolean;
}

/** What is said where the release alone decides. */
export const noLine = 'No line of yours decides: all such nodes are exposed.';

/** One behaviour change with all the cases in which it is met. */
export interface Exposure {
  readonly entry: CheckedEntry;
  readonly tracks: readonly string[];
  readonly cases: readonly Case[];
}

/** An answer with the setup of which it is. */
export interface Pair {
  readonly setup: CheckedSetup;
  readonly answer: CheckedAnswer;
}

/** What setups are exposed to, the gravest first; what lines of theirs decide before what the release alone does. */
export function exposuresOf({ behaviourChanges, setups }: CheckReport): readonly Exposure[] {
  const pairs = setups.flatMap((setup) =>
    setup.answers.flatMap((answer): Pair[] => (answer.verdict === 'exposed' ? [{ setup, answer }] : [])),
  );
  const byId = Map.groupBy(pairs, ({ answer }) => answer.behaviourChange);
  const exposures = behaviourChanges.flatMap((entry): Exposure[] => {
    const group = byId.get(entry.id);
    if (group === undefined) return [];
    const tracks = [...new Set(group.flatMap(({ answer }) => answer.tracks))];
    const cases = [...Map.groupBy(group, caseKey).values()].flatMap(caseOf);
    return [{ entry, tracks, cases: cases.toSorted(byLineFirst) }];
  });
  return exposures.toSorted(
    (a, b) =>
      compareSeverities(a.entry.severity, b.entry.severity) ||
      Number(a.cases[0]?.byRelease) - Number(b.cases[0]?.byRelease),
  );
}

function byLineFirst(a: Case, b: Case): number {
  return Number(a.byRelease) - Number(b.byRelease);
}

function caseKey(pair: Pair): string {
  return linesOf(pair)
    .map(({ column, file, line }) => `${file}:${line}:${column}`)
    .join(' ');
}

function caseOf(pairs: readonly Pair[]): readonly Case[] {
  const [first] = pairs;
  if (first === undefined) return [];
  const { answer, setup } = first;
  const lines = linesOf(first);
  // What a setup lacks reads as if it were none of its business: "Nothing here does that."
  const because = lines.length > 0 ? lines : [{ ...setup.place, says: noLine }];
  const setups = pairs.map((pair) => pair.setup);
  return [{ because, setups, fix: answer.fix, byRelease: lines.length === 0 }];
}

/** Reasons that stand on lines of their own; what speaks of the whole setup, such as what it lacks, is no line to change. */
export function linesOf({ answer, setup }: Pair): readonly CheckedEvidence[] {
  return answer.because.filter(
    ({ column, decoded, file, line }) =>
      decoded !== null ||
      file !== setup.place.file ||
      line !== setup.place.line ||
      column !== setup.place.column,
  );
}
