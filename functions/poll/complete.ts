import type { ReleaseDetails, ReleaseRecord } from '../../shared/aws/records.ts';
import { type Document, SourceBlockedError } from '../../shared/packages/details.ts';
import { packagesOf } from '../../shared/packages/packages.ts';
import { readers } from '../../shared/packages/readers.ts';
import { recordRelease } from '../../shared/packages/recorded-history/codec.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PollContext } from './context.ts';

/** A source that takes no requests is waited for without a word this long; then a person has to hear of it. */
const quietBlockMs = 6 * 3_600_000;

export interface Completion {
  readonly record: ReleaseRecord;
  readonly problems: readonly Problem[];
}

/** Looks for the details of a release that has none, and reads each document once; after the limit they are called unavailable, which is not "no change". */
export async function complete(context: PollContext, record: ReleaseRecord): Promise<Completion> {
  if (record.status !== 'detected') return { record, problems: [] };
  const { document, problems } = await findDocument(context, record);
  if (document !== undefined) {
    const { facts, problems: unread } = readers[document.source].read(document.text, record.release);
    problems.push(...(document.problems ?? []), ...unread);
    if ((facts.withdrawn ?? document.withdrawn) !== undefined)
      return { record: { ...record, status: 'withdrawn', withdrawnBy: 'notes' }, problems };
    if (facts.cells.length > 0) {
      const details: ReleaseDetails = {
        source: document.source,
        url: document.url,
        recorded: JSON.stringify(recordRelease(facts)),
        problems: [...(document.problems ?? []), ...unread, ...packagesOf(facts, document.source).problems],
        ...(document.hash === undefined ? {} : { hash: document.hash }),
      };
      return { record: { ...record, status: 'detailed', details }, problems: details.problems };
    }
  }
  const { hash: readHash } = document ?? {};
  const waiting = readHash === undefined ? record : { ...record, readHash };
  const waited = context.now().getTime() - Date.parse(record.detectedAt);
  if (waited < context.limits.giveUpAfterMs) return { record: waiting, problems };
  return {
    record: { ...waiting, status: 'details-unavailable' },
    problems: [...problems, unavailable(record, waited)],
  };
}

async function findDocument(
  context: PollContext,
  { stream, release, readHash }: ReleaseRecord,
): Promise<{ document: Document | undefined; problems: Problem[] }> {
  const problems: Problem[] = [];
  for (const find of context.documents) {
    try {
      const document = await find(stream, release, readHash);
      if (document !== undefined && document !== 'nothing-new') return { document, problems };
    } catch (error) {
      if (isWaitedFor(error, context.now())) continue;
      problems.push({
        kind: 'source-failed',
        subject: release,
        message: error instanceof Error ? error.message : String(error),
        remedy: 'The release stays open; a later poll asks again.',
      });
    }
  }
  return { document: undefined, problems };
}

function isWaitedFor(error: unknown, now: Date): boolean {
  return error instanceof SourceBlockedError && now.getTime() - error.since.getTime() < quietBlockMs;
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
