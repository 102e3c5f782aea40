import type { ReleaseDetails, ReleaseRecord } from '../../shared/aws/records.ts';
import type { Document, Pace } from '../../shared/packages/details.ts';
import type { ReleaseFacts } from '../../shared/packages/facts.ts';
import { packagesOf } from '../../shared/packages/packages.ts';
import { readers } from '../../shared/packages/readers.ts';
import { recordRelease } from '../../shared/packages/recorded-history/codec.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';
import { edit } from './edit.ts';
import { findDocument, lastReadHash } from './find-document.ts';
import { nextLookAt } from './github/schedule.ts';

/** Upstream edits notes in their first days; a month after the first sight they are history. */
const watchedForMs = 30 * 86_400_000;

export interface Completion {
  readonly record: ReleaseRecord;
  readonly problems: readonly Problem[];
  /** A document was read, and something is wrong with it. */
  readonly unparsed?: true;
  /** When sources say that it is worth asking them again. */
  readonly nextAt?: Date;
}

/**
 * Looks for the details of a release that has none, and for edits of those that it has. Each document is read once; after the
 * limit details are called unavailable, which is not "no change".
 */
export async function complete(context: PollContext, record: ReleaseRecord): Promise<Completion> {
  const pace = paceOf(context, record);
  if (pace === undefined) return { record, problems: [] };
  const search = await findDocument(context, record, pace);
  const { document } = search;
  const read = document === undefined ? missing(record, search.gone) : readDocument(record, document);
  const done = giveUp(context, read.record);
  return {
    record: done.record,
    problems: [...search.problems, ...read.problems, ...done.problems],
    ...(read.problems.length === 0 ? {} : { unparsed: true as const }),
    ...(search.nextAt === undefined ? {} : { nextAt: search.nextAt }),
  };
}

/** How soon the release's documents are asked for; `undefined` when nothing that they could say is wanted. */
function paceOf({ limits, now }: PollContext, record: ReleaseRecord): Pace | undefined {
  const { details, incomplete, status, withdrawnBy } = record;
  if (status === 'detected') return 'soon';
  const waited = now().getTime() - Date.parse(record.detectedAt);
  if (waited >= watchedForMs) return undefined;
  if (status === 'details-unavailable') return 'slow';
  // What a source without hashes says never changes. A release that only parameters took back is looked for when it returns.
  if (lastReadHash(record) === undefined) return undefined;
  if (status === 'withdrawn' && withdrawnBy === 'parameters' && details === undefined) return undefined;
  return status === 'detailed' && incomplete === true && waited < limits.giveUpAfterMs ? 'soon' : 'slow';
}

/** When sources are to be asked for the release again; `undefined` when they are not. */
export function askAt(
  context: PollContext,
  record: ReleaseRecord,
  nextAt: Date | undefined,
): Date | undefined {
  const pace = paceOf(context, record);
  if (pace === undefined) return undefined;
  return nextAt ?? nextLookAt(new Date(record.detectedAt), context.now(), pace);
}

type Read = Pick<Completion, 'problems' | 'record'>;

function readDocument(record: ReleaseRecord, document: Document): Read {
  const { facts, problems } = readers[document.source].read(document.text, record.release);
  const odd = [...(document.problems ?? []), ...problems];
  const seen: ReleaseRecord = document.hash === undefined ? record : { ...record, readHash: document.hash };
  if ((facts.withdrawn ?? document.withdrawn) !== undefined) {
    const known = record.withdrawnBy === 'notes';
    return { record: { ...seen, status: 'withdrawn', withdrawnBy: 'notes' }, problems: known ? [] : odd };
  }
  if (record.withdrawnBy === 'notes') return { record: seen, problems: [recallLifted(record, document)] };
  const details = detailsOf(document, facts, odd);
  if (record.details !== undefined) return edit(record, record.details, details, facts);
  if (facts.cells.length === 0) return { record: seen, problems: odd };
  return { record: { ...record, status: 'detailed', details }, problems: details.problems };
}

function detailsOf(document: Document, facts: ReleaseFacts, odd: readonly Problem[]): ReleaseDetails {
  return {
    source: document.source,
    url: document.url,
    recorded: JSON.stringify(recordRelease(facts)),
    problems: [...odd, ...packagesOf(facts, document.source).problems],
    ...(document.hash === undefined ? {} : { hash: document.hash }),
  };
}

/** Notes that were there and are gone leave their facts behind; that they are gone is said once. */
function missing(record: ReleaseRecord, gone: boolean): Read {
  if (!gone || record.status !== 'detailed' || record.notesGone === true) return { record, problems: [] };
  const problem = {
    kind: 'notes-gone',
    subject: record.release,
    message: 'Its notes were there, and now they are empty or gone.',
    remedy: `This is said once, and what they said is kept. Look at ${record.details?.url ?? record.release}: AWS may have taken it back without a word.`,
  };
  return { record: { ...record, notesGone: true }, problems: [problem] };
}

function recallLifted({ release }: ReleaseRecord, { url }: Document): Problem {
  return {
    kind: 'recall-lifted',
    subject: release,
    message: 'Its title said that it was taken back, and now it does not.',
    remedy: `It stays withdrawn here, and this is said once. Look at ${url} before you roll nodes to it.`,
  };
}

function giveUp({ limits, now }: PollContext, record: ReleaseRecord): Read {
  const waited = now().getTime() - Date.parse(record.detectedAt);
  if (record.status !== 'detected' || waited < limits.giveUpAfterMs) return { record, problems: [] };
  return { record: { ...record, status: 'details-unavailable' }, problems: [unavailable(record, waited)] };
}

function unavailable({ release }: ReleaseRecord, waitedMs: number): Problem {
  const days = Math.floor(waitedMs / 86_400_000);
  return {
    kind: 'details-unavailable',
    subject: release,
    message: `No source had its packages within ${days} days of the first sight of it.`,
    remedy: 'What changed in it is unknown; compare the images themselves before rolling nodes to it.',
  };
}
