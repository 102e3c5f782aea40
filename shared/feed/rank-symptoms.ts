import type { BehaviourChange } from '../behaviour/behaviour-change.ts';

/** An entry that may explain a symptom. */
export interface Candidate {
  readonly entry: BehaviourChange;
  /** How telling the entry's log lines in the symptom are, and, up to 1, how much the words have in common. */
  readonly score: number;
  /** Pieces of log lines of the entry that are in the symptom. */
  readonly matched: readonly string[];
}

/** A quote that is shorter says less: `connection refused` is in the logs of every outage. */
const tellingLength = 24;
/** Candidates below this have only everyday words in common with the symptom. */
const leastScore = 0.12;
const mostCandidates = 10;

/**
 * The entries that may explain a symptom, a pasted log line or words, the likeliest first. A piece of a log line that is in the
 * symptom word for word counts by its length, and by how few entries have it; beside it rare words in common count, in the same way.
 * A long piece that one entry alone has beats any likeness.
 */
export function rankSymptoms(entries: readonly BehaviourChange[], symptom: string): readonly Candidate[] {
  const said = plain(symptom);
  const asked = new Set(wordsOf(said));
  const texts = entries.map((entry) => {
    const text = plain(textOf(entry));
    return { entry, text, words: new Set(wordsOf(text)) };
  });
  const strengthOf = (quote: string) => {
    const having = texts.filter(({ text }) => text.includes(plain(quote))).length;
    return ((1 + Math.log10(quote.length)) * Math.min(1, quote.length / tellingLength)) / having;
  };
  const weightOf = (word: string) => {
    const having = texts.filter(({ words }) => words.has(word)).length;
    return having === 0 ? 0 : Math.log(1 + entries.length / having);
  };
  const weights = new Map([...asked].map((word) => [word, weightOf(word)]));
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return texts
    .map(({ entry, words }): Candidate => {
      const matched = entry.symptoms.logs.filter((log) => said.includes(plain(log)));
      const shared = [...weights].reduce((sum, [word, weight]) => sum + (words.has(word) ? weight : 0), 0);
      const likeness = whole === 0 ? 0 : shared / whole;
      return { entry, matched, score: round(Math.max(0, ...matched.map(strengthOf)) + likeness) };
    })
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostCandidates);
}

function textOf({ symptoms, title, summary }: BehaviourChange): string {
  return [...symptoms.logs, ...symptoms.descriptions, title, summary].join(' ');
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Words of three letters and more; times, addresses and hashes in a log line say nothing of its cause. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[a-z][a-z_.-]+[a-z]/g) ?? [];
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
