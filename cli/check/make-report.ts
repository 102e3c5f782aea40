import type { Evidence } from '../../shared/exposure/answer.ts';
import { systemOf } from '../../shared/exposure/system.ts';
import { compareSeverities } from '../../shared/report/severity.ts';
import type { Place } from '../../shared/setups/setup.ts';
import type {
  CheckedAnswer,
  CheckedEntry,
  CheckedEvidence,
  CheckedSetup,
  CheckReport,
} from './check-report.ts';
import type { Fixes } from './find-fixes.ts';
import { headlineOf } from './headline.ts';
import type { Answer, JudgedSetup } from './judge-files.ts';
import type { FilesRead } from './read-files.ts';
import type { Asked, Target } from './target.ts';
import { diffOf } from './unified-diff.ts';

export interface ReportInput {
  readonly asked: Asked;
  readonly target: Target;
  readonly read: FilesRead;
  readonly judged: readonly JudgedSetup[];
  readonly fixes: Fixes;
  /** A file's name in a diff. */
  readonly diffName: (file: string) => string;
  /** Also what is not exposed, setup by setup. */
  readonly all: boolean;
}

/** Puts all that was found into the form in which it is told. */
export function makeReport(input: ReportInput): CheckReport {
  const { asked, judged, read, target } = input;
  const setups = judged.map((one) => checkedSetup(one, input));
  const gaps = [...read.gaps, ...read.files.flatMap(({ reading }) => reading.gaps)].map(({ place, why }) =>
    evidenceOf({ place, says: why }),
  );
  const some = (count: 'exposed' | 'cannotTell') => setups.some(({ counts }) => counts[count] > 0);
  const isOpen = some('cannotTell') || gaps.length > 0 || setups.some(({ noImage }) => noImage !== null);
  const nothing = setups.length === 0;
  const report = {
    to: asked.to,
    from: asked.from ?? null,
    amiType: asked.amiType ?? null,
    kubernetes: asked.kubernetes ?? null,
    withdrawn: target.withdrawn ?? null,
    verdict: some('exposed') ? 'exposed' : isOpen ? 'cannot-tell' : nothing ? 'nothing-found' : 'not-exposed',
    tracks: target.tracks,
    files: read.looked,
    setups,
    gaps,
    behaviourChanges: checkedEntries(judged, input.all),
    notAsked: notAskedOf(judged),
  } as const;
  return { ...report, headline: headlineOf(report) };
}

function checkedSetup({ answers, concerns, setup }: JudgedSetup, input: ReportInput): CheckedSetup {
  const count = (verdict: Answer['verdict']) => answers.filter((answer) => answer.verdict === verdict).length;
  const shown = answers.filter(({ verdict }) => input.all || verdict !== 'not-exposed');
  return {
    name: setup.name,
    kind: setup.kind,
    place: placeOf(setup.place),
    operatingSystem: systemOf(setup) ?? null,
    amiType: setup.amiType ?? null,
    kubernetes: setup.kubernetes ?? null,
    release: setup.release ?? null,
    leftOut: concerns.is === 'left-out' ? concerns.why : null,
    noImage: concerns.is === 'no-image' ? concerns.why : null,
    counts: {
      exposed: count('exposed'),
      cannotTell: count('cannot-tell'),
      notExposed: count('not-exposed'),
    },
    answers: shown
      .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || compareAnswers(a, b))
      .map((answer) => checkedAnswer(answer, input)),
  };
}

const order = ['exposed', 'cannot-tell', 'not-exposed'] as const satisfies readonly Answer['verdict'][];

function compareAnswers(a: Answer, b: Answer): number {
  return compareSeverities(a.entry.severity, b.entry.severity) || (a.entry.id < b.entry.id ? -1 : 1);
}

function checkedAnswer(answer: Answer, { diffName, fixes }: ReportInput): CheckedAnswer {
  const { because, entry, tracks, verdict } = answer;
  const fix = fixes.of(answer);
  return {
    behaviourChange: entry.id,
    verdict,
    because: because.map(evidenceOf),
    tracks: verdict === 'exposed' ? tracks : [],
    fix: fix === undefined ? null : { says: fix.says, diff: diffOf(fix.edits, fixes.textOf, diffName) },
  };
}

/** What answers speak of, once each however many setups meet it. */
function checkedEntries(judged: readonly JudgedSetup[], all: boolean): readonly CheckedEntry[] {
  const shown = judged.flatMap(({ answers }) =>
    answers
      .filter(({ verdict }) => all || verdict !== 'not-exposed')
      .map((answer) => [answer.entry, answer] as const),
  );
  return [...new Map(shown).values()].toSorted(compareAnswers).map(({ entry, judgement }) => ({
    id: entry.id,
    severity: entry.severity,
    title: entry.title,
    summary: entry.summary,
    remediation: entry.remediation,
    howToCheck: entry.howToCheck,
    open: judgement.open,
    link: entry.references[0]?.url ?? '',
  }));
}

/** What the release has and no answer speaks of. */
function notAskedOf(judged: readonly JudgedSetup[]): CheckReport['notAsked'] {
  const answered = new Set(judged.flatMap(({ answers }) => answers.map(({ entry }) => entry)));
  const concerned = judged.flatMap(({ concerns }) => (concerns.is === 'asked' ? concerns.concerns : []));
  const entries = new Set(concerned.map(({ entry }) => entry));
  return [...entries]
    .filter((entry) => !answered.has(entry))
    .map(({ id, severity, title }) => ({ id, severity, title }));
}

export function evidenceOf({ place, says }: Evidence): CheckedEvidence {
  return { ...placeOf(place), says };
}

/** The place in the file; what is encoded there has places of its own. */
function placeOf(place: Place): CheckedSetup['place'] {
  let outer = place;
  while (outer.within !== undefined) outer = outer.within;
  const { column, excerpt, file, line } = outer;
  const inner = { line: place.line, column: place.column, excerpt: place.excerpt };
  return { file, line, column, excerpt, decoded: outer === place ? null : inner };
}
