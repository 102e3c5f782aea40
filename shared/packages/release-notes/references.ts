import type { ReleaseTag } from '../../parameters/release-tag.ts';
import { quoted } from '../../problem.ts';
import { type CalloutKind, calloutKinds, type Reference } from '../facts.ts';
import { callout, pullRequest } from '../reference.ts';
import type { Line } from './lines.ts';
import type { Report } from './problems.ts';

const linked = /https:\/\/github\.com\/awslabs\/amazon-eks-ami\/pull\/([1-9]\d{0,6})(?!\d)/g;
/** How the titles of commits end: `refactor (#307)`. */
const bare = /\(#([1-9]\d{0,6})\)$/;

/** Callouts before GitHub had any: `**Note**`, `Note: …`, `Security Note: …`, `⚠️ **Note: …`, `Notice:`. */
const marked = /^\[!([A-Za-z]+)\]/;
const written =
  /^(?<warning>⚠\uFE0F?\s*)?(?:\*\*)?(?:Security )?(?<word>Note|Notice|Important|Warning)(?:\*\*|:|$)/i;
const referenceLimit = 1_000;

/** What the notes say in words: their callouts, and the pull requests that they list. */
export function readReferences(
  lines: readonly Line[],
  release: ReleaseTag,
  report: Report,
): readonly Reference[] {
  const callouts = new Set<CalloutKind>();
  const numbers = new Set<number>();
  let [quoteLine, quoteKind] = [Number.NaN, 'quote'];
  for (const { kind, line, text } of lines) {
    const continued = kind === 'quote' && quoteKind === 'quote' && line === quoteLine + 1;
    if (kind === 'quote') [quoteLine, quoteKind] = [line, 'quote'];
    const found = continued || kind === 'heading' ? undefined : calloutOf(text);
    if (found !== undefined) callouts.add(found);
    if (found === undefined && kind === 'quote' && !continued) {
      callouts.add('note');
      report('unknown-callout', `line ${line}`, `A quote begins with ${quoted(text)}; it counts as a note.`);
    }
    // A quote speaks about changes; it does not list them.
    if (kind !== 'quote')
      for (const number of numbersIn(text)) if (numbers.size < referenceLimit) numbers.add(number);
  }
  return [
    ...calloutKinds.filter((kind) => callouts.has(kind)).map((kind) => callout(kind, release)),
    ...[...numbers].sort((a, b) => a - b).map(pullRequest),
  ];
}

function calloutOf(text: string): CalloutKind | undefined {
  const word = marked.exec(text)?.[1]?.toLowerCase();
  if (word !== undefined) return calloutKinds.find((kind) => kind === word);
  const { warning, word: older } = written.exec(text)?.groups ?? {};
  if (older === undefined) return undefined;
  return warning === undefined ? calloutKinds.find((kind) => kind === older.toLowerCase()) : 'warning';
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(linked), ...[bare.exec(text) ?? []]].flatMap(([, number]) =>
    number === undefined ? [] : [Number(number)],
  );
}
