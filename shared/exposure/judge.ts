import type { Setup, SetupKind } from '../setups/setup.ts';
import { type Answer, answerAny, type Evidence } from './answer.ts';
import { asRead } from './as-read.ts';
import { saysInstances } from './ask-instances.ts';
import type { Condition } from './condition.ts';
import { evaluate } from './evaluate.ts';
import type { Fix } from './fix.ts';
import { isAskedOf, outOfScope, type Scope } from './scope.ts';

/** What an entry says of exposure; every entry of the knowledge base is one. */
export interface Judged {
  readonly affected: readonly Scope[];
  readonly exposure: readonly Question[];
}

export interface Question {
  readonly where: SetupKind;
  /** In words. */
  readonly condition: string;
  /** The same for a machine; without it, no file can decide. */
  readonly when?: Condition;
  readonly fix?: Fix;
}

export type Verdict = 'exposed' | 'not-exposed' | 'cannot-tell';

export interface Judgement {
  readonly verdict: Verdict;
  readonly because: readonly Evidence[];
  /** The questions that made it so. */
  readonly questions: readonly Question[];
  /** Conditions of the entry in words alone: of a running cluster, of what people do. */
  readonly open: readonly string[];
}

/**
 * Whether a setup is exposed to a behaviour change, on releases that have it. Nothing where the entry asks nothing of setups of
 * that kind that a file could answer.
 *
 * Any condition that is met makes it exposed, and all that fail make it not. Those in words alone decide nothing and are listed.
 *
 * @param release the release that is asked about; the newest where it is left out.
 */
export function judge(entry: Judged, given: Setup, release?: string): Judgement | undefined {
  const setup = asRead(given, release);
  const isInWords = ({ when }: Question) =>
    when === undefined || (asksInstances(when) && !saysInstances(setup));
  const asked = entry.exposure.filter(
    (question) => !isInWords(question) && isAskedOf(question.where, setup.kind),
  );
  if (asked.length === 0) return undefined;
  const open = entry.exposure.filter(isInWords).map(({ condition }) => condition);
  const elsewhere = outOfScope(entry.affected, setup);
  if (elsewhere !== undefined) return { verdict: 'not-exposed', because: [elsewhere], questions: [], open };

  const answers = asked.map((question): readonly [Question, Answer] => [
    question,
    evaluate(question.when ?? { always: true }, setup),
  ]);
  const { truth, because } = answerAny(answers.map(([, answer]) => answer));
  const questions = answers.flatMap(([question, answer]) => (answer.truth === truth ? [question] : []));
  return { verdict: verdicts[truth], because, questions, open };
}

/** Of what a setup does not speak of at all, its files decide nothing: most user data says no instance type. */
function asksInstances({ all, instances }: Condition): boolean {
  return instances !== undefined || (all?.some(asksInstances) ?? false);
}

const verdicts = { yes: 'exposed', no: 'not-exposed', unknown: 'cannot-tell' } as const;
